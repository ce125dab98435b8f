import { useEffect, useRef, useState } from "react";
import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import type { DocumentText, Source } from "../api/types";
import { CopyButton } from "../controls/CopyButton";
import { IconButton } from "../controls/IconButton";
import { closePassage } from "../conversation/passage";
import { useEscape } from "../hooks/useEscape";
import { find, PassageLines, type Marked } from "./PassageLines";

const AROUND = 12;
const MORE = 60;
/** How far a passage is looked for in a document that has changed. */
const MOVED = 400;

/** The passage that a citation points at, in its document, beside the answer; as it was cited, where that has changed. */
export function Passage({ source }: { source: Source }) {
  const [range, setRange] = useState(around(source, AROUND));
  const [document, setDocument] = useState<DocumentText | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [asItIsNow, setAsItIsNow] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const mark = useRef<HTMLElement>(null);
  useEscape(true, 1, closePassage);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const closing = new AbortController();
    rill.document(source.path, range.from, range.to, source.hash, closing.signal).then(
      (text) => {
        setDocument(text);
        setFailure(null);
      },
      (e) => closing.signal.aborted || setFailure(wordsFor(e)),
    );
    return () => closing.abort();
  }, [source.path, source.hash, range.from, range.to]);
  const changed = document?.changed === true;
  const asCited = failure !== null && document === null || changed && !asItIsNow;
  const marked: Marked | null = document === null || asCited ? null
    : changed ? find(source.text ?? "", document)
    : { from: source.fromLine, to: source.toLine };
  const shown = document !== null;
  useEffect(() => {
    if (shown) mark.current?.scrollIntoView({ block: "center" });
  }, [shown, asItIsNow, marked?.from]);

  const showNow = (now: boolean) => {
    setAsItIsNow(now);
    setRange(around(source, now ? MOVED : AROUND));
  };
  return (
    <aside className="passage" aria-label="Passage">
      <header>
        <div>
          <h2 ref={heading} tabIndex={-1} dir="auto">{source.title}</h2>
          <p className="hint"><bdi>{source.path}</bdi>, {source.place.label}</p>
        </div>
        <CopyButton text={() => passageText(document, source, changed)} label="Copy passage" />
        <IconButton icon="close" label="Close passage" onClick={closePassage} />
      </header>
      <div className="passage-body" tabIndex={0} role="region" aria-label={`${source.title}, text`}>
        {failure !== null && <p className="note" data-kind="bad" role="alert"><span>{failure}</span></p>}
        {changed && (
          <div className="note" data-kind="calm" role="status">
            <p>
              <strong>This document has changed since it was cited.</strong>{" "}
              {asItIsNow ? nowWords(marked) : citedWords(source)}
            </p>
            <button type="button" className="button" onClick={() => showNow(!asItIsNow)}>
              {asItIsNow ? "Show what was cited" : "Show it as it is now"}
            </button>
          </div>
        )}
        {asCited && <AsCited source={source} mark={mark} />}
        {document !== null && !asCited && (
          <>
            {document.fromLine > 1 && (
              <button type="button" className="quiet"
                      onClick={() => setRange({ ...range, from: Math.max(1, range.from - MORE) })}>
                Show what comes before
              </button>
            )}
            <PassageLines lines={document} marked={marked} mark={mark} supporting={changed ? [] : supporting(source)} />
            {document.toLine < document.totalLines && (
              <button type="button" className="quiet" onClick={() => setRange({ ...range, to: range.to + MORE })}>
                Show what follows
              </button>
            )}
          </>
        )}
      </div>
    </aside>
  );
}

/** What was kept with the answer: the whole passage where the answer cites it, else its beginning. */
function AsCited({ source, mark }: { source: Source; mark: React.RefObject<HTMLElement | null> }) {
  if (source.text === undefined) return <blockquote dir="auto">{source.snippet}</blockquote>;
  const lines = { fromLine: source.fromLine, text: source.text.trimEnd() };
  return <PassageLines lines={lines} marked={{ from: source.fromLine, to: Infinity }} mark={mark} supporting={supporting(source)} />;
}

function supporting(source: Source): Marked[] {
  return (source.citations ?? []).flatMap(({ fromLine: from, toLine: to }) =>
    from === undefined || to === undefined ? [] : [{ from, to }]);
}

function around(source: Source, lines: number): { from: number; to: number } {
  return { from: Math.max(1, source.fromLine - lines), to: source.toLine + lines };
}

function passageText(document: DocumentText | null, source: Source, changed: boolean): string {
  if (source.text !== undefined) return source.text.trim();
  if (document === null || changed) return source.snippet;
  const lines = document.text.split("\n");
  return lines.slice(source.fromLine - document.fromLine, source.toLine - document.fromLine + 1).join("\n");
}

function citedWords(source: Source): string {
  return source.text === undefined ? "This is how the passage began:" : "This is the passage as it was cited:";
}

function nowWords(marked: Marked | null): string {
  return marked === null ? "The passage is no longer in it as it was." : "The passage is still in it:";
}

function wordsFor(e: unknown): string {
  const gone = e instanceof Problem && e.status === 404;
  if (gone) return "This document is no longer there. This is what was cited:";
  return "The document cannot be read right now. This is what was cited:";
}
