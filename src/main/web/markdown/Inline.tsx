import { Fragment, use, type ReactNode } from "react";
import type { MarkedToken, Token } from "marked";
import { citationPieces, type CitationPiece } from "./citation-text";
import { CitationContext } from "./citations";
import { Formula } from "./Formula";
import { decodeEntities, safeHref } from "./links";
import { isMath } from "./math";

const DEEPEST = 24;

/** A run of inline Markdown as elements. */
export function Inline({ tokens, depth }: { tokens: Token[]; depth: number }): ReactNode {
  return tokens.map((token, i) => <Piece key={i} token={token as MarkedToken} depth={depth + 1} />);
}

function Piece({ token, depth }: { token: MarkedToken; depth: number }): ReactNode {
  if (depth > DEEPEST) return token.raw;
  if (isMath(token)) return <Formula math={token} />;
  switch (token.type) {
    case "text":
      if (token.tokens !== undefined) return <Inline tokens={token.tokens} depth={depth} />;
      return <Text text={token.text} />;
    case "escape":
      return token.text;
    case "strong":
      return <strong><Inline tokens={token.tokens} depth={depth} /></strong>;
    case "em":
      return <em><Inline tokens={token.tokens} depth={depth} /></em>;
    case "del":
      return <del><Inline tokens={token.tokens} depth={depth} /></del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "checkbox":
      return <input type="checkbox" checked={token.checked} disabled aria-label={token.checked ? "Done" : "To do"} />;
    case "link":
      return <Link href={token.href}><Inline tokens={token.tokens} depth={depth} /></Link>;
    case "image":
      return <Link href={token.href}>{token.text ? `Image: ${decodeEntities(token.text)}` : "Image"}</Link>;
    case "html":
      return /^<br\s*\/?>$/i.test(token.raw) ? <br /> : token.raw;
    default:
      return token.raw;
  }
}

/** Leads out of the page, in a tab of its own that knows nothing of this one. */
function Link({ href, children }: { href: string; children: ReactNode }) {
  const safe = safeHref(decodeEntities(href));
  if (safe === null) return children;
  return <a href={safe} target="_blank" rel="noopener noreferrer nofollow" title={safe}>{children}</a>;
}

/** Citations are looked for before character references are resolved: those stand for what is no markup. */
function Text({ text }: { text: string }) {
  const pieces = citationPieces(text);
  if (pieces.length === 1 && typeof pieces[0] === "string") return decodeEntities(text);
  return pieces.map((piece, i) => (typeof piece === "string"
    ? <Fragment key={i}>{decodeEntities(piece)}</Fragment>
    : <Citation key={i} piece={piece} />));
}

/** Numbers in brackets: a link each where they name sources, and what they are where they do not. */
function Citation({ piece: { ids, raw } }: { piece: CitationPiece }) {
  const { sources, open } = use(CitationContext);
  if (sources === null) return <span className="cite-pending">{raw}</span>;
  const known = ids.map((id) => sources.find((source) => source.id === id));
  if (known.some((source) => source === undefined)) return raw;
  return known.map((source) => source!.hidden ? <span key={source!.id} title={source!.title}>[{source!.id}]</span> : (
    <button
      key={source!.id}
      type="button"
      className="cite"
      title={`${source!.title} · ${source!.path}, ${source!.place.label}`}
      aria-label={`Source ${source!.id}: ${source!.title}`}
      onClick={(e) => open(source!, e.currentTarget)}
    >
      [{source!.id}]
    </button>
  ));
}
