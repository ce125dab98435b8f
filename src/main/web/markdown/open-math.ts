import { inlineMath, isDollarMath } from "./math";

/** Stands for a formula that is still being written. */
export const UNFINISHED = "…";

const LONGEST_INLINE = 300;
const LONGEST_DISPLAY = 3000;
const PARTS = /(`+)|\\begin\{|\\[\s\S]?|\$\$?/g;

/**
 * The last part of a text that is being written, up to a formula that is not whole yet: one in the line is held back, for
 * one by itself something stands. A dollar that begins a price is shown.
 */
export function withoutOpenMath(text: string): string {
  PARTS.lastIndex = 0;
  for (let part = PARTS.exec(text); part !== null; part = PARTS.exec(text)) {
    const [mark, ticks] = part;
    const at = part.index;
    const rest = text.slice(at);
    if (ticks !== undefined) {
      const end = closing(text, at + ticks.length, ticks.length);
      if (end < 0) return text;
      PARTS.lastIndex = end;
      continue;
    }
    const whole = inlineMath(rest, text.slice(0, at).slice(-1));
    if (whole !== undefined) {
      PARTS.lastIndex = at + whole.raw.length;
      continue;
    }
    if (mark === "\\" && at === text.length - 1) return text.slice(0, at);
    if (mark === "\\[" || mark === "$$" || mark === "\\begin{") {
      if (opensDisplay(text, at, mark)) return `${text.slice(0, at)}\\[${UNFINISHED}\\]`;
    } else if (mark === "\\(" ? opensInline(rest) : mark === "$" && opensDollar(text, at)) return text.slice(0, at);
  }
  return text;
}

function opensDisplay(text: string, at: number, mark: string): boolean {
  const rest = text.slice(at + mark.length);
  if (rest.length > LONGEST_DISPLAY || rest.includes("\n\n")) return false;
  if (mark === "\\begin{") return /(?:^|\n) {0,3}$/.test(text.slice(0, at)) && !/\\end\{[a-z*]+\}/.test(rest);
  return !rest.includes(mark === "$$" ? "$$" : "\\]");
}

function opensInline(rest: string): boolean {
  return rest.length <= LONGEST_INLINE && !rest.includes("\\)") && !rest.includes("\n\n");
}

function opensDollar(text: string, at: number): boolean {
  const inside = text.slice(at + 1);
  if (/[A-Za-z0-9$\\]$/.test(text.slice(0, at)) || inside.length > LONGEST_INLINE) return false;
  if (/^\s|\$|`|\n\n/.test(inside)) return false;
  return /^\d/.test(inside) && !/[\\^_{=]/.test(inside) ? /^[\d.,]*$/.test(inside) : isDollarMath(inside);
}

/** Where a run of so many backticks ends; -1 where none does. */
function closing(text: string, from: number, length: number): number {
  for (const run of text.slice(from).matchAll(/`+/g)) {
    if (run[0].length === length) return from + run.index + length;
  }
  return -1;
}
