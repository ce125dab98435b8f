import type { Token } from "marked";

/** Mathematics in a text: TeX between \(…\), \[…\], $$…$$ or $…$, or an environment of its own. */
export interface MathToken { type: "math"; raw: string; tex: string; display: boolean }

const LONGEST = 3000;
const LONGEST_DOLLAR = 500;
const BLANK_LINE = /\n[ \t]*\n/;
const ENVIRONMENT = String.raw`\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|flalign)\*?)\}`;
const START = String.raw` {0,3}(?:\$\$|\\\[|${ENVIRONMENT})`;
const BLOCK_START = new RegExp(`^${START}`);
const LATER_BLOCK = new RegExp(`\\n${START}`);
const DISPLAYED = String.raw`\$\$(?!\$)((?:(?!\$\$)[\s\S])+)\$\$(?!\$)|\\\[((?:(?!\\[[\]])[\s\S])+)\\\]`;
const DISPLAY = new RegExp(`^(?:${DISPLAYED})`);
const BLOCK = new RegExp(String.raw`^ {0,3}(?:${DISPLAYED}|(${ENVIRONMENT}[\s\S]+?\\end\{\4\}))([.,;]?)[ \t]*(?:\n+|$)`);
const INLINE = /^\\\(((?:(?!\\[()])[\s\S])+)\\\)/;
/** As Pandoc has it: nothing blank inside the dollars, and no digit after them. */
const DOLLAR = /^\$(?![\s$])((?:\\[\s\S]|[^\\$`\n]|\n(?![ \t]*\n))+?)(?<!\s)\$(?![A-Za-z0-9$])/;
const WORD_BEFORE = /[A-Za-z0-9$\\]$/;
/** What stands in escaped brackets where no mathematics is meant. */
const NUMBERS = /^[\d\s,;–-]+$/;
const MARKS = /[\\^_{}=<>+|]/;

/** A block of mathematics at the beginning of a text. */
export function blockMath(src: string): MathToken | undefined {
  if (!BLOCK_START.test(src)) return undefined;
  const match = BLOCK.exec(src);
  return match === null ? undefined
    : mathToken(match[0], (match[1] ?? match[2] ?? match[3]!) + match[5]!, true, match[2] !== undefined);
}

/** Where a text that does not begin with one has a block of mathematics. */
export function laterBlock(src: string): number | undefined {
  const match = LATER_BLOCK.exec(src);
  return match === null ? undefined : match.index + 1;
}

/** Mathematics at the beginning of a piece of a line; `before` is what stands before it. */
export function inlineMath(src: string, before: string): MathToken | undefined {
  if (src.startsWith("\\(")) {
    const inline = INLINE.exec(src);
    return inline === null || isProse(inline[1]!) ? undefined : mathToken(inline[0], inline[1]!, false, false);
  }
  if (!src.startsWith("\\[") && (src[0] !== "$" || WORD_BEFORE.test(before))) return undefined;
  const display = DISPLAY.exec(src);
  if (display !== null) return mathToken(display[0], display[1] ?? display[2]!, true, src[0] === "\\");
  const dollar = DOLLAR.exec(src);
  if (dollar === null || dollar[1]!.length > LONGEST_DOLLAR || !isDollarMath(dollar[1]!)) return undefined;
  return mathToken(dollar[0], dollar[1]!, false, false);
}

/** Where a text may have mathematics next. */
export function laterInline(src: string): number | undefined {
  for (const match of src.matchAll(/\\[\s\S]|\$/g)) {
    if (match[0] === "$" || match[0] === "\\(" || match[0] === "\\[") return match.index;
  }
  return undefined;
}

export function isMath(token: Token): token is Token & MathToken {
  return token.type === "math";
}

function mathToken(raw: string, inner: string, display: boolean, bracketed: boolean): MathToken | undefined {
  const tex = inner.trim();
  if (tex === "" || tex.length > LONGEST || BLANK_LINE.test(tex) || bracketed && NUMBERS.test(tex)) return undefined;
  return { type: "math", raw, tex, display };
}

function isProse(tex: string): boolean {
  return !MARKS.test(tex) && (tex.match(/\p{L}{3,}/gu) ?? []).length > 1;
}

/** Whether what stands between dollars is more than a price and words. */
export function isDollarMath(tex: string): boolean {
  if (MARKS.test(tex)) return true;
  if (/^\d/.test(tex)) return !/\p{L}{2,}/u.test(tex);
  return !(/\s/.test(tex) && /\p{L}{3,}/u.test(tex)) && !/\p{Ll}{4,}/u.test(tex);
}
