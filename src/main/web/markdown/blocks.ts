import { Lexer, type MarkedOptions, type Token, type TokensList } from "marked";
import { withoutOpenMath } from "./open-math";
import { AnswerTokenizer, mathExtensions } from "./tokenizer";

const options: MarkedOptions = { gfm: true, breaks: false, tokenizer: new AnswerTokenizer(), extensions: mathExtensions };

/** The blocks of a Markdown text. Text that cannot be read as Markdown is one plain paragraph. */
export function lex(text: string): Token[] {
  try {
    const tokens: TokensList = new Lexer(options).lex(text);
    return tokens;
  } catch {
    return [{ type: "paragraph", raw: text, text, tokens: [{ type: "text", raw: text, text }] }];
  }
}

/** Blocks at the end that text to come may still change: a list may go on after a blank line. */
const OPEN_BLOCKS = 2;

/**
 * The blocks of a text that grows at its end. Blocks that are settled are kept as they are; only what follows them is
 * read again.
 */
export class GrowingMarkdown {
  private settled: Token[] = [];
  private settledLength = 0;
  private source = "";

  /** The blocks of the text; while it is open, its last line may be half a construct. */
  update(text: string, open: boolean): Token[] {
    const source = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    if (!open || !source.startsWith(this.source)) {
      this.settled = [];
      this.settledLength = 0;
    }
    this.source = source;
    if (!open) return lex(source);
    const tail = source.slice(this.settledLength);
    const blocks = lex(mend(tail));
    this.settle(blocks, tail);
    return [...this.settled, ...blocks];
  }

  private settle(blocks: Token[], tail: string): void {
    let keep = blocks.length;
    for (let open = 0; keep > 0 && open < OPEN_BLOCKS; keep--) {
      if (blocks[keep - 1]!.type !== "space") open++;
    }
    const done = blocks.slice(0, keep);
    const raw = done.map((block) => block.raw).join("");
    if (raw === "" || !tail.startsWith(raw)) return;
    this.settled = [...this.settled, ...done];
    this.settledLength += raw.length;
    blocks.splice(0, keep);
  }
}

/** Closes what the last paragraph leaves open, so that half a construct does not flash as its characters. */
export function mend(text: string): string {
  const start = text.lastIndexOf("\n\n") + 1;
  let last = text.slice(start);
  if ((text.match(/^ {0,3}(```|~~~)/gm) ?? []).length % 2 === 1) return text;
  const head = /^\n?(\|[^\n]*[^\s|][^\n]*)(?:\n[\s|:-]*)?$/.exec(last);
  if (head !== null) return text.slice(0, start) + begunTable(head[1]!);
  last = withoutOpenMath(last.replace(/\n[ \t]*[-=*+]+[ \t]*$/, "\n"));
  last = last.replace(/(?:\[|【)[\d\s,;–-]{0,12}$/, "");
  last = last.replace(/!?\[([^\]\n]*)\]\([^)\s]*$/, "$1");
  if ((last.match(/`/g) ?? []).length % 2 === 1) last = last.endsWith("`") ? last.slice(0, -1) : `${last}\``;
  else if ((last.match(/\*\*/g) ?? []).length % 2 === 1) {
    last = last.endsWith("**") ? last.slice(0, -2) : `${last.replace(/\s?\*?$/, "")}**`;
  }
  return text.slice(0, start) + last;
}

/** The header of a table whose second line is still to come. */
function begunTable(header: string): string {
  const cells = header.replace(/\|\s*$/, "").split("|").length - 1;
  return `\n${header.trimEnd().replace(/([^|])$/, "$1 |")}\n${"|---".repeat(cells)}|\n`;
}
