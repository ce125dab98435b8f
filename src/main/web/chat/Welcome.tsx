import { useEffect, useState } from "react";
import { keyGiven, keyWanted } from "../api/key";
import { rill } from "../api/rill";
import type { DocumentList, NotRead, Suggestions } from "../api/types";
import { Logo } from "../controls/Icon";
import { useStore } from "../store/useStore";

/** The page before the first question: what it answers from, and something to begin with. */
export function Welcome({ ask }: { ask: (text: string) => void }) {
  const [documents, setDocuments] = useState<DocumentList | null>(null);
  const [suggested, setSuggested] = useState<Suggestions["suggestions"]>([]);
  const wanted = useStore(keyWanted);
  useEffect(() => {
    const closing = new AbortController();
    const load = async () => {
      setDocuments(await rill.documents(closing.signal));
      setSuggested((await rill.suggestions(closing.signal)).suggestions);
    };
    load().catch(() => keyGiven(closing.signal).then(load)).catch(() => {});
    return () => closing.abort();
  }, [wanted === null]);
  return (
    <div className="welcome">
      <Logo size={44} />
      <h2>What would you like to know?</h2>
      <p className="hint">{documents === null ? "\u00a0" : from(documents.total)}</p>
      {documents && <NotReadNote notRead={documents.notRead} />}
      <ul className="suggestions" aria-label="Suggestions">
        {suggested.map(({ question }) => (
          <li key={question}>
            <button type="button" onClick={() => ask(question)} dir="auto" title={question}>{question}</button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Nobody should take an answer for all that the folder holds. */
function NotReadNote({ notRead }: { notRead: NotRead }) {
  return (
    <>
      {notRead.gone && <p className="hint not-read" role="status">{notRead.gone}.</p>}
      {notRead.summary && <p className="hint not-read" dir="auto">Not read: {notRead.summary}.</p>}
    </>
  );
}

function from(total: number): string {
  if (total === 0) return "There are no documents yet.";
  const documents = total === 1 ? "one document" : `${total.toLocaleString()} documents`;
  return `Answers come from ${documents}, with their sources.`;
}
