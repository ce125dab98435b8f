import type { RefObject } from "react";

/** Lines of a document, counted from 1. */
interface NumberedLines { fromLine: number; text: string }

/** The lines that are marked among them, both included. */
export interface Marked { from: number; to: number }

interface Props {
  lines: NumberedLines;
  marked: Marked | null;
  mark: RefObject<HTMLElement | null>;
  /** Lines that support what the answer says. */
  supporting?: Marked[];
}

/** Lines with their numbers, some of them marked. */
export function PassageLines({ lines: { fromLine, text }, marked, mark, supporting = [] }: Props) {
  const lines = text.split("\n").map((line, i) => ({ number: fromLine + i, text: line }));
  const { from, to } = marked ?? { from: Infinity, to: Infinity };
  const line = (one: { number: number; text: string }) =>
    <Line key={one.number} {...one} supports={supporting.some((part) => one.number >= part.from && one.number <= part.to)} />;
  return (
    <div className="lines">
      {lines.filter(({ number }) => number < from).map(line)}
      {marked !== null && <mark ref={mark}>{lines.filter(({ number }) => number >= from && number <= to).map(line)}</mark>}
      {lines.filter(({ number }) => number > to).map(line)}
    </div>
  );
}

function Line({ number, text, supports }: { number: number; text: string; supports: boolean }) {
  return (
    <div className={supports ? "line supports" : "line"}>
      <span className="line-number">{number}</span>
      <span dir="auto">{text || "\u00a0"}</span>
    </div>
  );
}

/** Where a passage stands in lines of a document that may have changed since. */
export function find(passage: string, { fromLine, text }: NumberedLines): Marked | null {
  const wanted = passage.trim();
  const at = wanted === "" ? -1 : text.indexOf(wanted);
  if (at < 0) return null;
  const from = fromLine + breaks(text.slice(0, at));
  return { from, to: from + breaks(wanted) };
}

function breaks(text: string): number {
  return text.split("\n").length - 1;
}
