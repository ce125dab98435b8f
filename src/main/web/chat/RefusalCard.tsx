import type { ReactNode } from "react";
import { Icon } from "../controls/Icon";
import type { Refusal, RefusalState } from "../conversation/refusal";
import { useNow } from "../hooks/useNow";
import { useStore } from "../store/useStore";
import { wait as waitWords } from "../texts/durations";
import { refusedWords } from "../texts/failures";
import { copyToComposer } from "./copy-to-composer";

/** A question that the server has not taken: why, what happens now, and what can be done. */
export function RefusalCard({ refusal, drop }: { refusal: Refusal; drop: () => void }) {
  const state = useStore(refusal.store);
  const words = refusedWords(refusal.code, refusal.problem?.detail ?? "");
  const edit = () => {
    drop();
    copyToComposer(refusal.text);
  };
  return (
    <>
      <article className="question" aria-label="Question, not sent">
        <p className="bubble unsent" dir="auto">{refusal.text}</p>
      </article>
      <div className="note refusal" data-kind="bad" role="alert">
        <Icon name="warning" size={16} />
        <p>
          <strong>{words.title}.</strong> {words.text}{" "}
          <span aria-live="off"><Next state={state} wait={refusal.problem?.retryAfterMs ?? null} /></span>
        </p>
        <div className="buttons">
          <Ways refusal={refusal} state={state} />
          <button type="button" className="button" onClick={edit}>Edit</button>
          <button type="button" className="button" onClick={drop}>Discard</button>
        </div>
      </div>
    </>
  );
}

function Next({ state, wait }: { state: RefusalState; wait: number | null }): ReactNode {
  const now = useNow(500, state.kind === "waiting");
  switch (state.kind) {
    case "trying": return "Sending…";
    case "queued": return "It is sent when that answer is done.";
    case "waiting": return `Sent again in ${waitWords(state.until - now)}.`;
    case "stuck": return wait === null ? null : `Try again in ${waitWords(wait)}.`;
  }
}

function Ways({ refusal, state }: { refusal: Refusal; state: RefusalState }): ReactNode {
  if (refusal.code === "THREAD_BUSY") {
    if (state.kind === "queued") return null;
    return (
      <>
        <button type="button" className="button primary" onClick={() => void refusal.stopOther()}>
          Stop it and send mine
        </button>
        <button type="button" className="button" onClick={refusal.queue}>Send mine when it is done</button>
      </>
    );
  }
  if (refusal.problem?.status === 400 || refusal.problem?.status === 401) return null;
  return (
    <button type="button" className="button primary" onClick={refusal.retry} disabled={state.kind === "trying"}>
      Send now
    </button>
  );
}

