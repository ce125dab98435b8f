import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { config } from "../api/config";
import { isComposing } from "../browser/input-method";
import { IconButton } from "../controls/IconButton";
import type { Conversation } from "../conversation/conversation";
import { drafts } from "../conversation/drafts";
import { useEscape } from "../hooks/useEscape";
import { announce } from "../notices/announce";
import { notices } from "../notices/notices";
import { useStore } from "../store/useStore";
import { length } from "../texts/length";
import { onCopyToComposer } from "./copy-to-composer";
import { useRunning } from "./useRunning";

/** From this part of what the server takes on, the length is shown. */
const WARN_FROM = 0.9;

/** @param add a button beside the one that sends */
interface Props {
  draftKey: string; conversation: Conversation; send: (text: string) => void; disabled: boolean; add: ReactNode;
}

/**
 * Where a question is typed: Enter sends it, Shift+Enter begins a line. While an answer is written, Enter queues it, and
 * there is Stop.
 */
export function Composer({ draftKey, conversation, send, disabled, add }: Props) {
  const [text, setText] = useState(() => drafts.get(draftKey));
  const area = useRef<HTMLTextAreaElement>(null);
  const running = useRunning(conversation);
  const longest = useStore(config).maxMessageChars;
  const near = text.length >= longest * WARN_FROM;
  const chars = near ? length(text.trim()) : text.length;
  const tooLong = chars > longest;
  const ready = text.trim() !== "" && !tooLong && !disabled;

  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) area.current?.focus({ preventScroll: true });
    performance.mark("rill-usable");
  }, []);
  useEffect(() => fit(area.current), [text]);

  const change = (value: string) => {
    setText(value);
    drafts.set(draftKey, value);
  };
  useEffect(() => onCopyToComposer((value) => {
    setText(value);
    drafts.set(draftKey, value);
    area.current?.focus();
  }), [draftKey]);
  const submit = () => {
    if (!ready) return;
    change("");
    if (running === null) return send(text.trim());
    conversation.enqueue(text.trim());
    announce("Queued. It is sent when this answer is done.");
    area.current?.focus();
  };
  const stop = () => {
    running?.stop().catch(() => notices.say("The server cannot be reached: the answer was not stopped."));
    area.current?.focus();
  };
  useEscape(running !== null, 0, stop);

  const onKey = (e: KeyboardEvent) => {
    if (e.key !== "Enter" || e.shiftKey || isComposing(e.nativeEvent)) return;
    e.preventDefault();
    submit();
  };
  return (
    <form className="composer" onSubmit={(e) => {
      e.preventDefault();
      submit();
    }}>
      <textarea
        id="question" ref={area} rows={1} dir="auto" value={text} placeholder="Ask a question" aria-label="Question"
        aria-describedby={near ? "length" : undefined} aria-invalid={tooLong} disabled={disabled}
        onChange={(e) => change(e.currentTarget.value)} onKeyDown={onKey} enterKeyHint="send"
      />
      <div className="composer-foot">
        <span id="length" className="hint" data-bad={tooLong}>
          {near && `${chars.toLocaleString()} of ${longest.toLocaleString()} characters`}
        </span>
        <span className="composer-buttons">
          {add}
          {running !== null && <IconButton icon="stop" label="Stop" className="round primary" onClick={stop} />}
          {running === null
            ? <IconButton icon="send" label="Send" type="submit" className="round primary" disabled={!ready} />
            : ready && <IconButton icon="send" label="Send when this answer is done" type="submit" className="round" />}
        </span>
      </div>
    </form>
  );
}

/** As high as its text, up to what the style allows. */
function fit(area: HTMLTextAreaElement | null): void {
  if (area === null || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
