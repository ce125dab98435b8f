import { useEffect, useRef, useState } from "react";
import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import type { DocumentText, Source } from "../api/types";
import { CopyButton } from "../controls/CopyButton";
import { Icon } from "../controls/Icon";
import { IconButton } from "../controls/IconButton";
import { OriginLink } from "../controls/OriginLink";
import { closePassage, type OpenDocument } from "../conversation/passage";
import { useEscape } from "../hooks/useEscape";
import { readable } from "./document-blocks";
import { PagePicture } from "./PagePicture";
import { find, PassageLines, type Marked } from "./PassageLines";
import { ReadableDocument } from "./ReadableDocument";

const AROUND = 12;
const MORE = 60;
/** Of a document that no source points into. */
const FIRST = 300;
/** How far a passage is looked for in a document that has changed. */
const MOVED = 400;
/** So far down a document is read from its beginning, so that what is open above a passage is known. */
const FROM_BEGINNING = 1500;

/** A document beside what is in the middle: where a citation points into it, as it was cited where that has changed. */
export function Passage({ document: { path, title, source } }: { document: OpenDocument }) {
  const [range, setRange] = useState(around(source, AROUND));
  const [document, setDocument] = useState<DocumentText | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [asItIsNow, setAsItIsNow] = useState(false);
  const [asLines, setAsLines] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const mark = useRef<HTMLElement>(null);
  useEscape(true, 1, closePassage);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const closing = new AbortController();
    rill.document(path, range.from, range.to, source?.hash, closing.signal).then(
      (text) => {
        setDocument(text);
        setFailure(null);
      },
      (e) => closing.signal.aborted || setFailure(wordsFor(e, source)),
    );
    return () => closing.abort();
  }, [path, source?.hash, range.from, range.to]);
  const changed = document?.changed === true;
  const asCited = source !== null && (failure !== null && document === null || changed && !asItIsNow);
  const marked: Marked | null = document === null || asCited || source === null ? null
    : changed ? find(source.text ?? "", document)
    : { from: source.fromLine, to: source.toLine };
  const supported = source === null || changed ? [] : supporting(source);
  const shown = document !== null;
  useEffect(() => {
    if (!shown || document?.kind === "pdf") return;
    const said = mark.current?.closest(".passage-body")?.querySelector(".supports");
    (said ?? mark.current)?.scrollIntoView({ block: "center" });
  }, [shown, asItIsNow, asLines, marked?.from]);

  const showNow = (now: boolean) => {
    setAsItIsNow(now);
    setRange(around(source, now ? MOVED : AROUND));
  };
  const place = source?.place.label;
  return (
    <aside className="passage" aria-label="Passage">
      <header>
        <div>
          <h2 ref={heading} tabIndex={-1} dir="auto">{title}</h2>
          <p className="hint"><bdi>{path}</bdi>{place !== undefined && `, ${place}`}</p>
          <OriginLink origin={source ?? document ?? {}} title={title} />
        </div>
        {document !== null && readable(document.kind) && !asCited && (
          <IconButton icon={asLines ? "document" : "menu"} label={asLines ? "Show as read" : "Show lines"}
                      onClick={() => setAsLines(!asLines)} />
        )}
        {document !== null && (
          <a className="icon-button" href={rill.originalHref(path)} download aria-label="Download the original"
             title="Download the original"><Icon name="download" /></a>
        )}
        {source !== null && <CopyButton text={() => passageText(document, source, changed)} label="Copy passage" />}
        <IconButton icon="close" label="Close passage" onClick={closePassage} />
      </header>
      <div className="passage-body" tabIndex={0} role="region" aria-label={`${title}, text`}>
        {failure !== null && <p className="note" data-kind="bad" role="alert"><span>{failure}</span></p>}
        {source !== null && changed && (
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
        {document?.kind === "pdf" && !asCited && (
          <PagePicture path={path} first={source?.place.from ?? 1} marked={marked} />
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
            {readable(document.kind) && !asLines && !asItIsNow
              ? <ReadableDocument document={document} marked={marked} mark={mark} supporting={supported} />
              : <PassageLines lines={document} marked={marked} mark={mark} supporting={supported} />}
            {document.toLine < document.totalLines && (
              <button type="button" className="quiet"
                      onClick={() => setRange({ ...range, to: range.to + (source === null ? FIRST : MORE) })}>
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

function around(source: Source | null, lines: number): { from: number; to: number } {
  if (source === null) return { from: 1, to: FIRST };
  const whole = source.place.kind !== "lines" || source.path.endsWith(".md");
  const from = whole && source.place.kind !== "sheet" && source.fromLine <= FROM_BEGINNING ? 1 : source.fromLine - lines;
  return { from: Math.max(1, from), to: source.toLine + lines };
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

function wordsFor(e: unknown, source: Source | null): string {
  const gone = e instanceof Problem && e.status === 404;
  const words = gone ? "This document is no longer there." : "The document cannot be read right now.";
  return source === null ? words : `${words} This is what was cited:`;
}
