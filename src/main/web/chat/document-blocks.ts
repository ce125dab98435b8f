import type { MarkedToken, Token } from "marked";
import { lex } from "../markdown/blocks";

/** Lines of a document that are shown as one thing; counted from 1, both included. */
interface Lines { from: number; to: number }

export type DocumentBlock = Lines & (
  | { kind: "markdown"; token: Token }
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph" | "item" | "code"; text: string }
  | { kind: "table"; rows: TableRow[] });

export interface TableRow { line: number; cells: string[]; head: boolean }

/** Kinds of documents whose text is laid out by the server: headings, rows between bars, items and code, and no other marks. */
const LAID_OUT = new Set(["values", "html", "pdf", "word", "slides", "sheets", "open-document", "epub", "rich-text", "mail", "notebook"]);

/** Whether there is another view of a kind of document than its lines. */
export function readable(kind: string | undefined): boolean {
  return kind === "markdown" || kind !== undefined && LAID_OUT.has(kind);
}

/**
 * What a document's text is made of.
 *
 * @param head of the table whose rows the text begins with
 */
export function documentBlocks(kind: string, text: string, fromLine: number, head?: string): DocumentBlock[] {
  return kind === "markdown" ? markdown(text, fromLine) : laidOut(text, fromLine, head);
}

function markdown(text: string, fromLine: number): DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  let line = fromLine;
  let body = text;
  const meta = fromLine === 1 ? /^(---|\+\+\+)\n([\s\S]*?)\n\1(?:\n|$)/.exec(text) : null;
  if (meta !== null) {
    const lines = breaks(meta[0].trimEnd()) + 1;
    blocks.push({ kind: "code", text: meta[2]!, from: 1, to: lines });
    body = text.slice(meta[0].length);
    line += breaks(meta[0]);
  }
  for (const token of lex(body)) {
    const { type, raw } = token as MarkedToken;
    if (type !== "space" && type !== "def") {
      blocks.push({ kind: "markdown", token, from: line, to: line + breaks(raw.trimEnd()) });
    }
    line += breaks(raw);
  }
  return blocks;
}

function laidOut(text: string, fromLine: number, head: string | undefined): DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  const lines = text.split("\n");
  let open = head !== undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const from = fromLine + i;
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (heading !== null) {
      blocks.push({ kind: "heading", level: heading[1]!.length, text: heading[2]!, from, to: from });
    } else if (line.startsWith("|")) {
      const rows: TableRow[] = open ? [{ line: 0, cells: cells(head!), head: true }] : [];
      for (; i < lines.length && lines[i]!.startsWith("|"); i++) {
        if (!/^\|(?: ?-{3,} ?\|)+$/.test(lines[i]!)) {
          rows.push({ line: fromLine + i, cells: cells(lines[i]!), head: rows.length === 0 });
        }
      }
      i--;
      blocks.push({ kind: "table", rows, from, to: fromLine + i });
    } else if (line.startsWith("```")) {
      let end = i + 1;
      while (end < lines.length && lines[end] !== "```") end++;
      blocks.push({ kind: "code", text: lines.slice(i + 1, end).join("\n"), from, to: Math.min(fromLine + end, fromLine + lines.length - 1) });
      i = end;
    } else if (line.startsWith("- ")) {
      blocks.push({ kind: "item", text: line.slice(2), from, to: from });
    } else if (line.trim() !== "") {
      const begin = i;
      while (i + 1 < lines.length && prose(lines[i + 1]!)) i++;
      blocks.push({ kind: "paragraph", text: lines.slice(begin, i + 1).join("\n"), from, to: fromLine + i });
    }
    open = false;
  }
  return blocks;
}

function prose(line: string): boolean {
  return line.trim() !== "" && !/^(?:#{1,6} |\||```|- )/.test(line);
}

function cells(row: string): string[] {
  return row.replace(/^\|\s?|\s?\|\s*$/g, "").split(" | ");
}

function breaks(text: string): number {
  return text.split("\n").length - 1;
}
