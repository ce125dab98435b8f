import { useState, type KeyboardEvent } from "react";
import type { ThreadInfo } from "../api/types";
import { isComposing } from "../browser/input-method";
import { hrefOf, type Route } from "../browser/route";
import { Icon } from "../controls/Icon";
import { useStore } from "../store/useStore";
import { byAge } from "./ages";
import { threadList } from "./list";
import { RenameField } from "./RenameField";
import { ThreadMenu } from "./ThreadMenu";

/** The threads, newest first, with a search in names and messages. */
export function ThreadListView({ route }: { route: Route }) {
  const { status, threads, query, nextCursor, leaving, unseen } = useStore(threadList.store);
  const shown = threads.filter((thread) => !leaving.has(thread.threadId));
  const current = route.view === "thread" ? route.threadId : null;
  return (
    <>
      <div className="search">
        <Icon name="search" size={16} />
        <input
          id="search" type="search" placeholder="Search" aria-label="Search in names and messages" value={query}
          onChange={(e) => threadList.search(e.currentTarget.value)} autoComplete="off" spellCheck={false} onKeyDown={onSearchKey}
        />
      </div>
      <div className="threads">
        {byAge(shown, Date.now()).map(({ label, items }) => (
          <section key={label} aria-label={label}>
            <h2>{label}</h2>
            <ul>
              {items.map((thread) => (
                <Item key={thread.threadId} thread={thread} current={thread.threadId === current}
                      unseen={unseen.has(thread.threadId)} />
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

/** Empties the search; in an empty one Escape leads back to the question, and stops nothing. */
function onSearchKey(e: KeyboardEvent<HTMLInputElement>): void {
  if (e.key !== "Escape" || isComposing(e.nativeEvent)) return;
  const drawer = e.currentTarget.closest("[data-open=true]") !== null;
  if (e.currentTarget.value !== "") threadList.search("");
  else if (drawer) return;
  else document.querySelector<HTMLElement>("#question")?.focus();
  e.preventDefault();
  e.stopPropagation();
}

interface ItemProps { thread: ThreadInfo; current: boolean; unseen: boolean }

function Item({ thread, current, unseen }: ItemProps) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) return <li className="thread"><RenameField thread={thread} done={() => setRenaming(false)} /></li>;
  return (
    <li className="thread" data-current={current}>
      <a
        href={hrefOf({ view: "thread", threadId: thread.threadId })} aria-current={current ? "page" : undefined}
        title={thread.name} onDoubleClick={() => setRenaming(true)}
      >
        <bdi>{thread.name}</bdi>
        {thread.runningMessageId !== undefined && <span className="visually-hidden">, an answer is being written</span>}
        {unseen && <span className="visually-hidden">, a new answer</span>}
      </a>
      {thread.runningMessageId !== undefined && <span className="dot" title="An answer is being written" />}
      {unseen && thread.runningMessageId === undefined && <span className="dot still" title="A new answer" />}
      <ThreadMenu thread={thread} rename={() => setRenaming(true)} />
    </li>
  );
}
