import { Tokenizer, type TokenizerExtensionFunction, type TokenizerStartFunction } from "marked";
import { blockMath, inlineMath, laterBlock, laterInline } from "./math";

/** What in a text looks like Markdown and is not. */
export class AnswerTokenizer extends Tokenizer {

  /** References such as [1]: are citations, whatever the text defines them as. */
  override def(src: string) {
    return /^ {0,3}\[\d+\]:/.test(src) ? undefined : super.def(src);
  }

  /** A line of = in a formula underlines nothing. */
  override lheading(src: string) {
    const heading = super.lheading(src);
    return heading !== undefined && laterBlock(heading.raw) !== undefined ? undefined : heading;
  }

  /** The marks in a formula are its own. */
  override emStrong(src: string, maskedSrc: string, prevChar?: string) {
    return super.emStrong(src, maskedSrc.slice(0, -src.length) + withoutMath(src, maskedSrc.slice(-src.length)), prevChar);
  }
}

function withoutMath(src: string, masked: string): string {
  if (!/^[*_]/.test(src)) return masked;
  let result = masked;
  for (let at = laterInline(src); at !== undefined;) {
    const math = inlineMath(src.slice(at), src.slice(0, at).slice(-1));
    const end = at + (math?.raw.length ?? 1);
    if (math !== undefined) result = result.slice(0, at) + "a".repeat(math.raw.length) + result.slice(end);
    const next = laterInline(src.slice(end));
    at = next === undefined ? undefined : end + next;
  }
  return result;
}

const block: TokenizerExtensionFunction = (src) => blockMath(src);
const inline: TokenizerExtensionFunction = (src, tokens) => inlineMath(src, tokens.at(-1)?.raw ?? "");
const startBlock: TokenizerStartFunction = (src) => laterBlock(src);
const startInline: TokenizerStartFunction = (src) => laterInline(src);

/** Reads mathematics before Markdown reads its backslashes and marks. */
export const mathExtensions = {
  renderers: {}, childTokens: {}, block: [block], inline: [inline], startBlock: [startBlock], startInline: [startInline],
};
