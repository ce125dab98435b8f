import { useEffect, useState } from "react";
import { keyGiven } from "../api/key";
import { rill } from "../api/rill";
import type { DocumentList } from "../api/types";
import { hrefOf } from "../browser/route";
import { whenVisible } from "../browser/visibility";
import { Icon } from "../controls/Icon";
import { IconButton } from "../controls/IconButton";
import { OwnUploads } from "../uploads/OwnUploads";
import { DocumentRows } from "./DocumentRows";
import { LeftOut } from "./LeftOut";
import { Progress } from "./Progress";
import { SourceList } from "./SourceList";

const PAGE = 200;
const TYPED_MS = 200;
/** While documents are read, the list is asked for anew. */
const WORKING_MS = 2000;

/** What answers come from: folders and documents, and what was left out. */
export function Documents({ folder, openDrawer }: { folder: string; openDrawer: () => void }) {
  const [query, setQuery] = useState("");
  const [asked, setAsked] = useState("");
  const [list, setList] = useState<DocumentList | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    document.title = "Documents · Rill";
    return () => void (document.title = "Rill");
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [query]);
  useEffect(() => {
    const closing = new AbortController();
    const load = async () => {
      setList(await rill.documentPage({ folder, query: asked, limit: PAGE, after: "" }, closing.signal));
      setFailed(false);
    };
    load().catch(() => keyGiven(closing.signal).then(load)).catch(() => closing.signal.aborted || setFailed(true));
    return () => closing.abort();
  }, [folder, asked]);
  const working = list !== null && (list.progress !== undefined || list.notRead.pending === undefined);
  useEffect(() => {
    if (!working) return;
    const closing = new AbortController();
    const timer = setTimeout(async () => {
      await whenVisible(closing.signal);
      const now = await keyGiven(closing.signal)
        .then(() => rill.documentPage({ folder, query: asked, limit: PAGE, after: "" }, closing.signal)).catch(() => null);
      if (!closing.signal.aborted) setList((before) => before && (now === null ? { ...before } : fresh(before, now)));
    }, WORKING_MS);
    return () => {
      clearTimeout(timer);
      closing.abort();
    };
  }, [list, working, folder, asked]);
  const more = async (after: string) => {
    try {
      const next = await rill.documentPage({ folder, query: asked, limit: PAGE, after });
      setList((before) => before && { ...next, folders: before.folders, documents: [...before.documents, ...next.documents] });
    } catch {
      setFailed(true);
    }
  };
  return (
    <main className="documents">
      <header className="chat-header">
        <IconButton icon="menu" label="Threads" className="only-narrow" onClick={openDrawer} />
        <h1>Documents</h1>
      </header>
      <div className="scroller">
        <div className="documents-body" aria-busy={list === null && !failed}>
          <label className="documents-search">
            <Icon name="search" size={16} />
            <input type="search" value={query} onChange={(e) => setQuery(e.target.value)} maxLength={200}
                   placeholder={folder === "" ? "Search by name" : `Search in ${folder}`} aria-label="Search documents by name" />
          </label>
          {folder === "" && asked === "" && <OwnUploads />}
          <Crumbs folder={folder} />
          {failed && <p className="note" data-kind="bad" role="alert">The list cannot be read right now.</p>}
          {list !== null && (
            <>
              {list.progress !== undefined && <Progress progress={list.progress} />}
              <p className="hint" role="status">{words(list, asked)}</p>
              <DocumentRows list={list} folder={asked === "" ? folder : null} />
              {list.next !== undefined && (
                <button type="button" className="quiet" onClick={() => void more(list.next!)}>Show more</button>
              )}
              {folder === "" && asked === "" && <LeftOut notRead={list.notRead} />}
              {folder === "" && asked === "" && <SourceList sources={list.sources ?? []} />}
            </>
          )}
        </div>
      </div>
    </main>
  );
}

/** A list as it is now; what was shown behind its first page stays. */
function fresh(before: DocumentList, now: DocumentList): DocumentList {
  if (before.documents.length <= PAGE) return now;
  const next = before.next === undefined ? {} : { next: before.next };
  return { ...now, documents: before.documents, ...next };
}

/** The way from the top to the folder. */
function Crumbs({ folder }: { folder: string }) {
  if (folder === "") return null;
  const parts = folder.split("/");
  return (
    <nav className="crumbs" aria-label="Folder">
      <a href={hrefOf({ view: "documents", folder: "" })}>All documents</a>
      {parts.map((part, i) => {
        const path = parts.slice(0, i + 1).join("/");
        return (
          <span key={path}> / {i === parts.length - 1 ? <bdi aria-current="page">{part}</bdi>
            : <a href={hrefOf({ view: "documents", folder: path })}><bdi>{part}</bdi></a>}</span>
        );
      })}
    </nav>
  );
}

function words({ total }: DocumentList, query: string): string {
  const found = query === "" ? "" : " found";
  return total === 1 ? `One document${found}.` : total === 0 ? `No documents${found}.` : `${total.toLocaleString()} documents${found}.`;
}
