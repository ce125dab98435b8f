import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { isComposing } from "../state/composing";
import { onCopyToComposer } from "../state/composer";
import type { Conversation } from "../state/conversation";
import { drafts } from "../state/drafts";
import { useEscape } from "../state/escape";
import { notices } from "../state/notices";
import { useRunning } from "../state/useRunning";
import { IconButton } from "./IconButton";

/** What a server takes where it is not configured otherwise. */
const LONGEST = 5000;
const WARN_FROM = 4500;

interface Props { draftKey: string; conversation: Conversation; send: (text: string) => void; disabled: boolean }

/** Where a question is typed: Enter sends it, Shift+Enter begins a line. While an answer is written: Stop. */
export function Composer({ draftKey, conversation, send, disabled }: Props) {
  const [text, setText] = useState(() => drafts.get(draftKey));
  const area = useRef<HTMLTextAreaElement>(null);
  const running = useRunning(conversation);
  const ready = text.trim() !== "" && text.trim().length <= LONGEST && running === null && !disabled;

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
    send(text.trim());
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
  const tooLong = text.length > LONGEST;
  return (
    <form className="composer" onSubmit={(e) => {
      e.preventDefault();
      submit();
    }}>
      <textarea
        id="question" ref={area} rows={1} dir="auto" value={text} placeholder="Ask a question" aria-label="Question"
        aria-describedby={text.length >= WARN_FROM ? "length" : undefined} aria-invalid={tooLong} disabled={disabled}
        onChange={(e) => change(e.currentTarget.value)} onKeyDown={onKey} enterKeyHint="send"
      />
      <div className="composer-foot">
        <span id="length" className="hint" data-bad={tooLong}>
          {text.length >= WARN_FROM && `${text.length.toLocaleString()} of ${LONGEST.toLocaleString()} characters`}
        </span>
        {running === null
          ? <IconButton icon="send" label="Send" type="submit" className="round primary" disabled={!ready} />
          : <IconButton icon="stop" label="Stop" className="round primary" onClick={stop} />}
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
