import type { Tokens } from "marked";
import { lex } from "./blocks";

const ROW = /^ {0,3}\|.*\|\s*$/;
const DELIMITER = /^[\s|:-]+$/;

/**
 * The table that a paragraph of a quotation is, where all its lines are rows: without the head, which was not quoted, or
 * with lines after the first that lack the mark of the quotation. Null where it is none.
 */
export function quotedTable(raw: string): Tokens.Table | null {
  const lines = raw.trimEnd().split("\n");
  if (!lines.every((line) => ROW.test(line) && line.trim().length > 2)) return null;
  if (DELIMITER.test(lines[0]!)) return null;
  const headed = lines.length > 1 && DELIMITER.test(lines[1]!);
  const cells = lines[0]!.trim().replace(/\\\|/g, "").split("|").length - 2;
  const head = `${"| ".repeat(cells)}|\n${"|---".repeat(cells)}|\n`;
  const [table] = lex(headed ? raw : head + raw);
  return table?.type === "table" ? (table as Tokens.Table) : null;
}
