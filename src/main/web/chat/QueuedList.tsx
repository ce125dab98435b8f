import { useEffect, useState } from "react";
import { config } from "../api/config";
import { isComposing } from "../browser/input-method";
import { Icon } from "../controls/Icon";
import { IconButton } from "../controls/IconButton";
import type { Conversation } from "../conversation/conversation";
import { outbox, type Queued } from "../conversation/outbox";
import { useStore } from "../store/useStore";
import { length } from "../texts/length";
import { useRunning } from "./useRunning";

/** Questions that are sent when the running answer is done; each can be changed or taken back. */
export function QueuedList({ conversation }: { conversation: Conversation }) {
  useStore(outbox.store);
  const running = useRunning(conversation);
  const { threadId } = conversation;
  const items = outbox.list(threadId);
  if (items.length === 0) return null;
  return (
    <ol className="queued" aria-label="Questions that are sent next">
      {items.map((item, i) => (
        <Item key={item.id} item={item} conversation={conversation} first={i === 0} held={running === null && i === 0} />
      ))}
    </ol>
  );
}

interface Props { item: Queued; conversation: Conversation; first: boolean; held: boolean }

function Item({ item, conversation, first, held }: Props) {
  const [editing, setEditing] = useState(false);
  const { threadId } = conversation;
  useEffect(() => {
    outbox.setEditing(item.id, editing);
    if (!editing) return;
    return () => {
      outbox.setEditing(item.id, false);
      void conversation.sendQueued();
    };
  }, [item.id, editing, conversation]);
  if (editing) return <li><Editor item={item} threadId={threadId} done={() => setEditing(false)} /></li>;
  return (
    <li>
      <Icon name="clock" size={15} />
      <p dir="auto" title={item.text}>{item.text}</p>
      {held
        ? <button type="button" className="link" onClick={() => void conversation.sendQueued(true)}>Send now</button>
        : <span className="hint">{first ? "Sent next" : "Then"}</span>}
      <IconButton icon="edit" size={15} label="Edit the queued question" onClick={() => setEditing(true)} />
      <IconButton icon="close" size={15} label="Remove the queued question"
                  onClick={() => outbox.remove(threadId, item.id)} />
    </li>
  );
}

function Editor({ item, threadId, done }: { item: Queued; threadId: string; done: () => void }) {
  const [text, setText] = useState(item.text);
  const longest = useStore(config).maxMessageChars;
  const take = () => {
    if (length(text.trim()) > longest) return;
    if (text.trim() === "") outbox.remove(threadId, item.id);
    else outbox.edit(threadId, item.id, text.trim());
    done();
  };
  return (
    <textarea
      aria-label="Edit the queued question" value={text} dir="auto" rows={2} autoFocus
      aria-invalid={text.length > longest}
      onChange={(e) => setText(e.currentTarget.value)} onBlur={take}
      onKeyDown={(e) => {
        if (isComposing(e.nativeEvent)) return;
        if (e.key === "Enter" && !e.shiftKey) take();
        else if (e.key === "Escape") done();
        else return;
        e.preventDefault();
        e.stopPropagation();
      }}
    />
  );
}
