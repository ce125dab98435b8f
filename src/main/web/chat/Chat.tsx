import { useCallback, useEffect, useMemo, useRef, type ReactNode } from "react";
import { go } from "../browser/route";
import { IconButton } from "../controls/IconButton";
import type { Entry } from "../conversation/entries";
import { useFollowEnd } from "../hooks/useFollowEnd";
import { useStore } from "../store/useStore";
import { Answer } from "./Answer";
import { ChatHeader } from "./ChatHeader";
import { Composer } from "./Composer";
import { ConnectionNote } from "./ConnectionNote";
import { Question } from "./Question";
import { QueuedList } from "./QueuedList";
import { RefusalCard } from "./RefusalCard";
import { ThreadGone, ThreadUnread } from "./ThreadNotes";
import { useConversation } from "./useConversation";
import { Welcome } from "./Welcome";

/** What is asked where an answer was cut off. */
const GO_ON = "Please go on where you stopped.";

/** A part that knows of which thread it is. */
type Part = (props: { threadId: string; fresh: boolean }) => ReactNode;

/** @param Uploads what was added to the thread; Add where more is */
interface Props { threadId: string; fresh: boolean; openDrawer: () => void; Uploads: Part; Add: Part }

/** A thread: its questions and answers, and where the next one is typed. */
export function Chat({ threadId, fresh, openDrawer, Uploads, Add }: Props) {
  const conversation = useConversation(threadId, fresh);
  const { entries, load, name, refusal } = useStore(conversation.store);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd } = useFollowEnd(scroller, content);
  const lastQuestion = entries.findLastIndex((entry) => entry.kind === "question");

  const send = useCallback((text: string) => {
    void conversation.send(text);
    go({ view: "thread", threadId });
    requestAnimationFrame(() => toEnd(false));
  }, [conversation, threadId, toEnd]);

  useEffect(() => {
    document.title = name === null ? "Rill" : `${name} · Rill`;
    return () => void (document.title = "Rill");
  }, [name]);

  const turns = useMemo(() => entries.map((entry, i) => (
    <Turn key={entry.key} entry={entry} question={questionBefore(entries, i)} last={i >= lastQuestion} send={send} />
  )), [entries, lastQuestion, send]);

  return (
    <main className="chat">
      <ChatHeader
        threadId={threadId} name={load === "gone" ? "No thread" : name} stored={load === "ready" && name !== null}
        openDrawer={openDrawer}
      />
      <div className="scroller" ref={scroller} tabIndex={-1}>
        <div className="column" ref={content}>
          {load === "ready" && entries.length === 0 && refusal === null && <Welcome ask={send} />}
          {load === "gone" && <ThreadGone />}
          {load === "failed" && <ThreadUnread retry={() => void conversation.refresh()} />}
          {turns}
          {refusal !== null && <RefusalCard refusal={refusal} drop={() => conversation.dropRefusal()} />}
        </div>
        <div className="bottom">
          {!atEnd && <IconButton icon="down" label="To the end" className="to-end" onClick={() => toEnd(true)} />}
          <ConnectionNote />
          <QueuedList conversation={conversation} />
          {load !== "gone" && <Uploads threadId={threadId} fresh={fresh} />}
          <Composer
            key={threadId} draftKey={fresh ? "new" : threadId} conversation={conversation} send={send}
            disabled={load === "gone"} add={load !== "gone" && <Add threadId={threadId} fresh={fresh} />}
          />
        </div>
      </div>
    </main>
  );
}

interface TurnProps { entry: Entry; question: string; last: boolean; send: (text: string) => void }

function Turn({ entry, question, last, send }: TurnProps) {
  if (entry.kind === "question") return <Question text={entry.text} editable={last} send={send} />;
  return <Answer answer={entry.answer} last={last} again={() => send(question)} goOn={() => send(GO_ON)} />;
}

function questionBefore(entries: Entry[], i: number): string {
  const entry = entries.slice(0, i).findLast((e) => e.kind === "question");
  return entry?.kind === "question" ? entry.text : "";
}
