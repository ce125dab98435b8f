import { memo, useMemo, type ReactNode, type RefObject } from "react";
import type { DocumentText } from "../api/types";
import { Block } from "../markdown/Block";
import { documentBlocks, type DocumentBlock, type TableRow } from "./document-blocks";
import type { Marked } from "./PassageLines";

interface Props {
  document: DocumentText;
  marked: Marked | null;
  mark: RefObject<HTMLElement | null>;
  /** Lines that support what the answer says. */
  supporting: Marked[];
}

/** A document as people read it, with the passage marked. */
export function ReadableDocument({ document, marked, mark, supporting }: Props) {
  const blocks = useMemo(() => documentBlocks(document.kind ?? "", document.text, document.fromLine, document.head),
    [document]);
  const groups: { marked: boolean; blocks: DocumentBlock[] }[] = [];
  for (const block of blocks) {
    const inside = marked !== null && block.kind !== "table" && meets(block, marked);
    if (groups.at(-1)?.marked !== inside) groups.push({ marked: inside, blocks: [] });
    groups.at(-1)!.blocks.push(block);
  }
  const first = groups.findIndex((group) => group.marked);
  const shown = (block: DocumentBlock) => (
    <div key={block.from} className={supporting.some((part) => meets(block, part)) && block.kind !== "table" ? "supports" : undefined}>
      <One block={block} marked={marked} supporting={supporting} mark={first < 0 ? mark : null} />
    </div>
  );
  return (
    <div className="readable markdown">
      {groups.map((group, i) => (group.marked
        ? <mark key={i} ref={i === first ? mark : undefined}>{group.blocks.map(shown)}</mark>
        : <div key={i}>{group.blocks.map(shown)}</div>))}
    </div>
  );
}

interface OneProps { block: DocumentBlock; marked: Marked | null; supporting: Marked[]; mark: RefObject<HTMLElement | null> | null }

function One({ block, marked, supporting, mark }: OneProps): ReactNode {
  switch (block.kind) {
    case "markdown": return <Parsed block={block} />;
    case "heading": return <h3 className={`h${block.level}`} dir="auto">{block.text}</h3>;
    case "paragraph": return <p dir="auto" className="laid-out">{block.text}</p>;
    case "item": return <ul dir="auto"><li>{block.text}</li></ul>;
    case "code": return <figure className="code"><pre tabIndex={0}><code>{block.text}</code></pre></figure>;
    case "table": return <Table rows={block.rows} marked={marked} supporting={supporting} mark={mark} />;
  }
}

const Parsed = memo(({ block }: { block: DocumentBlock & { kind: "markdown" } }) => <Block token={block.token} depth={0} />,
  (a, b) => a.block === b.block);

interface TableProps { rows: TableRow[]; marked: Marked | null; supporting: Marked[]; mark: RefObject<HTMLElement | null> | null }

function Table({ rows, marked, supporting, mark }: TableProps) {
  const inside = (row: TableRow, part: Marked | null) => part !== null && row.line >= part.from && row.line <= part.to;
  const first = rows.find((row) => inside(row, marked) && !row.head);
  const cell = (row: TableRow) => row.cells.map((text, i) => (row.head
    ? <th key={i} scope="col">{text}</th> : <td key={i}>{text}</td>));
  return (
    <div className="table" role="region" aria-label="Table" tabIndex={0}>
      <table dir="auto">
        <thead>{rows.filter((row) => row.head).map((row) => <tr key={row.line}>{cell(row)}</tr>)}</thead>
        <tbody>
          {rows.filter((row) => !row.head).map((row) => (
            <tr key={row.line} ref={row === first && mark !== null ? (mark as RefObject<HTMLTableRowElement | null>) : undefined}
                className={inside(row, marked) ? supporting.some((part) => inside(row, part)) ? "marked supports" : "marked" : undefined}>
              {cell(row)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function meets(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return a.from <= b.to && a.to >= b.from;
}
