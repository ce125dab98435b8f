import { memo, useRef } from "react";
import type { Token } from "marked";
import { Block } from "./Block";
import { GrowingMarkdown } from "./blocks";
import { CitationContext, type Citations } from "./citations";

interface Props { text: string; open: boolean; citations: Citations }

/**
 * A Markdown text that may still grow. It becomes elements, never HTML: markup in the text is shown as text, and no
 * attribute comes from it but checked addresses of links.
 */
export function Markdown({ text, open, citations }: Props) {
  const growing = useRef<GrowingMarkdown>(null);
  growing.current ??= new GrowingMarkdown();
  const seen = useRef<{ text: string; open: boolean; blocks: Token[] }>(null);
  if (seen.current === null || seen.current.text !== text || seen.current.open !== open) {
    seen.current = { text, open, blocks: growing.current.update(text, open) };
  }
  const blocks = seen.current.blocks.filter((block) => block.type !== "space" && block.type !== "def");
  return (
    <CitationContext value={citations}>
      <div className="markdown">
        {blocks.map((block, i) => (
          <TopBlock key={i} block={block} />
        ))}
      </div>
    </CitationContext>
  );
}

const TopBlock = memo(
  ({ block }: { block: Token }) => <Block token={block} depth={0} />,
  (a, b) => a.block === b.block || (a.block.raw === b.block.raw && a.block.type === b.block.type),
);
