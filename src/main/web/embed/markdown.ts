import type { MarkedToken, Token, Tokens } from "marked";
import { citationPieces } from "../markdown/citation-text";
import { decodeEntities, safeHref } from "../markdown/links";
import { isMath } from "../markdown/math";
import { el } from "./dom";

/** Deeper nesting than any text needs is shown as text. */
const DEEPEST = 24;

/** What becomes of a number in brackets; null where it names nothing. */
type Cite = (id: number) => Node | null;

/** A block of an answer's Markdown as an element. Markup in the text stays text, as on Rill's own page. */
export function block(token: Token, cite: Cite, depth = 0): Node {
  const one = token as MarkedToken;
  if (depth > DEEPEST) return el("p", {}, one.raw);
  if (isMath(token)) return el("pre", {}, el("code", {}, token.tex));
  const blocks = (tokens: Token[]) => tokens.map((inner) => block(inner, cite, depth + 1));
  const inline = (tokens: Token[]) => runs(tokens, cite, depth + 1);
  const own = depth > 0 ? {} : { dir: "auto" };
  switch (one.type) {
    case "paragraph": return el("p", own, ...inline(one.tokens));
    case "heading": return el("h3", own, ...inline(one.tokens));
    case "code": return el("pre", { tabIndex: 0 }, el("code", {}, one.text));
    case "blockquote": return el("blockquote", { dir: "auto" }, ...blocks(one.tokens));
    case "hr": return el("hr");
    case "list": {
      const items = one.items.map((item: Tokens.ListItem) => el("li", {}, ...blocks(item.tokens)));
      return one.ordered
        ? el("ol", { dir: "auto", start: one.start === "" ? 1 : one.start }, ...items)
        : el("ul", { dir: "auto" }, ...items);
    }
    case "table": return table(one, inline);
    case "space":
    case "def": return document.createTextNode("");
    case "html": return el("p", {}, one.raw.trimEnd());
    case "text": {
      const fragment = document.createDocumentFragment();
      fragment.append(...inline(one.tokens ?? [one]));
      return fragment;
    }
    default: return el("p", {}, ...inline([one]));
  }
}

function table(token: Tokens.Table, inline: (tokens: Token[]) => Node[]): Node {
  const row = (cells: Tokens.TableCell[], name: "th" | "td") =>
    el("tr", {}, ...cells.map((cell) => el(name, {}, ...inline(cell.tokens))));
  return el("div", { className: "table", tabIndex: 0 }, el("table", { dir: "auto" },
    el("thead", {}, row(token.header, "th")),
    el("tbody", {}, ...token.rows.map((cells) => row(cells, "td")))));
}

function runs(tokens: Token[], cite: Cite, depth: number): Node[] {
  return tokens.flatMap((token) => (isMath(token) ? [el("code", {}, token.tex)]
    : run(token as MarkedToken, cite, depth)));
}

function run(token: MarkedToken, cite: Cite, depth: number): Node[] {
  const text = (value: string) => [document.createTextNode(value)];
  if (depth > DEEPEST) return text(token.raw);
  const inner = (tokens: Token[]) => runs(tokens, cite, depth + 1);
  switch (token.type) {
    case "text": return token.tokens === undefined ? cited(token.text, cite) : inner(token.tokens);
    case "escape": return text(token.text);
    case "strong": return [el("strong", {}, ...inner(token.tokens))];
    case "em": return [el("em", {}, ...inner(token.tokens))];
    case "del": return [el("del", {}, ...inner(token.tokens))];
    case "codespan": return [el("code", {}, token.text)];
    case "br": return [el("br")];
    case "link": return link(token.href, inner(token.tokens));
    case "image": return link(token.href, text(token.text === "" ? "Image" : `Image: ${decodeEntities(token.text)}`));
    default: return text(token.raw);
  }
}

function link(href: string, children: Node[]): Node[] {
  const safe = safeHref(decodeEntities(href));
  if (safe === null) return children;
  return [el("a", { href: safe, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children)];
}

/** Numbers in brackets, where all of them name sources. */
function cited(text: string, cite: Cite): Node[] {
  return citationPieces(text).flatMap((piece) => {
    if (typeof piece === "string") return [document.createTextNode(decodeEntities(piece))];
    const links = piece.ids.map(cite);
    return links.every((one) => one !== null) ? links as Node[] : [document.createTextNode(piece.raw)];
  });
}
