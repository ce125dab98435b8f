import { useEffect, useRef, useState } from "react";
import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import type { DocumentText, Source } from "../api/types";
import { useEscape } from "../state/escape";
import { closePassage } from "../state/passage";
import { CopyButton } from "./CopyButton";
import { IconButton } from "./IconButton";

const AROUND = 12;
const MORE = 60;

/** The passage that a citation points at, in its document, beside the answer. */
export function Passage({ source }: { source: Source }) {
  const [range, setRange] = useState({ from: Math.max(1, source.fromLine - AROUND), to: source.toLine + AROUND });
  const [document, setDocument] = useState<DocumentText | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const marked = useRef<HTMLElement>(null);
  useEscape(true, 1, closePassage);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const closing = new AbortController();
    rill.document(source.path, range.from, range.to, closing.signal).then(
      (text) => {
        setDocument(text);
        setFailure(null);
      },
      (e) => closing.signal.aborted || setFailure(wordsFor(e)),
    );
    return () => closing.abort();
  }, [source.path, range.from, range.to]);
  const shown = document !== null;
  useEffect(() => {
    if (shown) marked.current?.scrollIntoView({ block: "center" });
  }, [shown]);

  return (
    <aside className="passage" aria-label="Passage">
      <header>
        <div>
          <h2 ref={heading} tabIndex={-1} dir="auto">{source.title}</h2>
          <p className="hint"><bdi>{source.path}</bdi>, lines {source.fromLine}–{source.toLine}</p>
        </div>
        <CopyButton text={() => passageText(document, source)} label="Copy passage" />
        <IconButton icon="close" label="Close passage" onClick={closePassage} />
      </header>
      <div className="passage-body" tabIndex={0} role="region" aria-label={`${source.title}, text`}>
        {failure !== null && <p className="note" data-kind="bad" role="alert"><span>{failure}</span></p>}
        {failure !== null && document === null && <blockquote dir="auto">{source.snippet}</blockquote>}
        {document !== null && document.fromLine > 1 && (
          <button type="button" className="quiet"
                  onClick={() => setRange({ ...range, from: Math.max(1, range.from - MORE) })}>
            Show what comes before
          </button>
        )}
        {document !== null && <Lines document={document} source={source} marked={marked} />}
        {document !== null && document.toLine < document.totalLines && (
          <button type="button" className="quiet" onClick={() => setRange({ ...range, to: range.to + MORE })}>
            Show what follows
          </button>
        )}
      </div>
    </aside>
  );
}

interface LinesProps { document: DocumentText; source: Source; marked: React.RefObject<HTMLElement | null> }

function Lines({ document, source, marked }: LinesProps) {
  const lines = document.text.split("\n").map((text, i) => ({ number: document.fromLine + i, text }));
  const line = ({ number, text }: { number: number; text: string }) => (
    <div className="line" key={number}>
      <span className="line-number">{number}</span>
      <span dir="auto">{text || "\u00a0"}</span>
    </div>
  );
  const inside = (n: number) => n >= source.fromLine && n <= source.toLine;
  return (
    <div className="lines">
      {lines.filter(({ number }) => number < source.fromLine).map(line)}
      <mark ref={marked}>{lines.filter(({ number }) => inside(number)).map(line)}</mark>
      {lines.filter(({ number }) => number > source.toLine).map(line)}
    </div>
  );
}

function passageText(document: DocumentText | null, source: Source): string {
  if (document === null) return source.snippet;
  const lines = document.text.split("\n");
  return lines.slice(source.fromLine - document.fromLine, source.toLine - document.fromLine + 1).join("\n");
}

function wordsFor(e: unknown): string {
  const gone = e instanceof Problem && e.status === 404;
  if (gone) return "This document is no longer there. This is how the passage began:";
  return "The document cannot be read right now. This is how the passage begins:";
}
