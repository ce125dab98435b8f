import { useState } from "react";
import type { ThreadInfo } from "../api/types";
import { hrefOf, type Route } from "../state/route";
import { useStore } from "../state/store";
import { byAge } from "../state/ages";
import { threadList } from "../state/threads";
import { Icon } from "./Icon";
import { RenameField } from "./RenameField";
import { ThreadMenu } from "./ThreadMenu";

/** The threads, newest first, with a search in names and messages. */
export function ThreadListView({ route }: { route: Route }) {
  const { status, threads, query, nextCursor, leaving } = useStore(threadList.store);
  const shown = threads.filter((thread) => !leaving.has(thread.threadId));
  const current = route.view === "thread" ? route.threadId : null;
  return (
    <>
      <div className="search">
        <Icon name="search" size={16} />
        <input
          id="search" type="search" placeholder="Search" aria-label="Search in names and messages" value={query}
          onChange={(e) => threadList.search(e.currentTarget.value)} autoComplete="off" spellCheck={false}
        />
      </div>
      <div className="threads">
        {byAge(shown, Date.now()).map(({ label, items }) => (
          <section key={label} aria-label={label}>
            <h2>{label}</h2>
            <ul>
              {items.map((thread) => (
                <Item key={thread.threadId} thread={thread} current={thread.threadId === current} />
              ))}
            </ul>
          </section>
        ))}
        {nextCursor !== null && (
          <button type="button" className="quiet" onClick={() => void threadList.more()}>Show older</button>
        )}
        {status === "ready" && shown.length === 0 && (
          <p className="hint">{query.trim() === "" ? "Your threads will be listed here." : "Nothing found."}</p>
        )}
        {status === "failed" && (
          <p className="hint">
            The threads cannot be read right now.{" "}
            <button type="button" className="link" onClick={() => void threadList.refresh()}>Try again</button>
          </p>
        )}
      </div>
    </>
  );
}

function Item({ thread, current }: { thread: ThreadInfo; current: boolean }) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) return <li className="thread"><RenameField thread={thread} done={() => setRenaming(false)} /></li>;
  return (
    <li className="thread" data-current={current}>
      <a
        href={hrefOf({ view: "thread", threadId: thread.threadId })} aria-current={current ? "page" : undefined}
        dir="auto" title={thread.name} onDoubleClick={() => setRenaming(true)}
      >
        {thread.name}
      </a>
      <ThreadMenu thread={thread} rename={() => setRenaming(true)} />
    </li>
  );
}
