import type { ReactNode } from "react";
import type { MarkedToken, Token, Tokens } from "marked";
import { CodeBlock } from "./CodeBlock";
import { Formula } from "./Formula";
import { Inline } from "./Inline";
import { isMath } from "./math";
import { quotedTable } from "./quoted-table";

/** Deeper nesting than any text needs is shown as text. */
const DEEPEST = 24;

/** A block of Markdown as elements. */
export function Block({ token, depth }: { token: Token; depth: number }): ReactNode {
  const block = token as MarkedToken;
  if (depth > DEEPEST) return <p>{block.raw}</p>;
  if (isMath(token)) return <Formula math={token} />;
  switch (block.type) {
    case "paragraph":
      return <Paragraph token={block} depth={depth} />;
    case "heading":
      return <Heading token={block} depth={depth} />;
    case "code":
      if (block.lang === "math") {
        return <Formula math={{ type: "math", raw: block.raw, tex: block.text.trim(), display: true }} />;
      }
      return <CodeBlock code={block.text} language={block.lang ?? ""} />;
    case "list":
      return <List list={block} depth={depth} />;
    case "table":
      return <Table table={block} depth={depth} />;
    case "blockquote":
      return <blockquote dir="auto"><Blocks tokens={block.tokens} depth={depth + 1} /></blockquote>;
    case "hr":
      return <hr />;
    case "space":
    case "def":
      return null;
    case "html":
      return <p className="raw">{block.raw.trimEnd()}</p>;
    case "text":
      return <Inline tokens={block.tokens ?? [block]} depth={depth} />;
    default:
      return <Inline tokens={[block]} depth={depth} />;
  }
}

function Blocks({ tokens, depth }: { tokens: Token[]; depth: number }) {
  return tokens.map((token, i) => <Block key={i} token={token} depth={depth} />);
}

/** Rows that are quoted without what makes them a table are one all the same. */
function Paragraph({ token, depth }: { token: Tokens.Paragraph; depth: number }) {
  const table = depth > 0 ? quotedTable(token.raw) : null;
  if (table !== null) return <Table table={table} depth={depth} />;
  return <p dir={ownDirection(depth)}><Inline tokens={token.tokens} depth={depth} /></p>;
}

/** What is in a list or a quotation leaves the word to that, which looks only at text that has no word of its own. */
const ownDirection = (depth: number) => (depth > 0 ? undefined : "auto");

/** Under the page's own headings, and all of one level: an answer may begin with any, and leave some out. */
function Heading({ token, depth }: { token: Tokens.Heading; depth: number }) {
  return <h3 className={`h${token.depth}`} dir={ownDirection(depth)}><Inline tokens={token.tokens} depth={depth} /></h3>;
}

function List({ list, depth }: { list: Tokens.List; depth: number }) {
  const items = list.items.map((item, i) => (
    <li key={i} className={item.task ? "task" : undefined}>
      <Blocks tokens={item.tokens} depth={depth + 1} />
    </li>
  ));
  if (list.ordered) return <ol dir="auto" start={list.start === "" ? 1 : list.start}>{items}</ol>;
  return <ul dir="auto">{items}</ul>;
}

function Table({ table, depth }: { table: Tokens.Table; depth: number }) {
  const cell = (Tag: "th" | "td") => (content: Tokens.TableCell, i: number) => (
    <Tag key={i} style={{ textAlign: table.align[i] ?? undefined }}>
      <Inline tokens={content.tokens} depth={depth} />
    </Tag>
  );
  return (
    <div className="table" role="region" aria-label="Table" tabIndex={0}>
      <table dir="auto">
        {table.header.some((head) => head.text !== "") && <thead><tr>{table.header.map(cell("th"))}</tr></thead>}
        <tbody>{table.rows.map((row, i) => <tr key={i}>{row.map(cell("td"))}</tr>)}</tbody>
      </table>
    </div>
  );
}

