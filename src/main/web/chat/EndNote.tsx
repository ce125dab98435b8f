import { Icon } from "../controls/Icon";
import type { AnswerState } from "../conversation/answer";
import { useNow } from "../hooks/useNow";
import { wait as waitWords } from "../texts/durations";
import { failedWords, finishWords } from "../texts/failures";

interface Props { state: AnswerState; last: boolean; again: () => void; goOn: () => void }

/** How an answer ended, where that was not its own end, and the way on. */
export function EndNote({ state, last, again, goOn }: Props) {
  const note = noteOf(state);
  const retryAt = state.failure?.retryAt ?? 0;
  const now = useNow(1000, retryAt > 0);
  if (note === null) return null;
  const wait = retryAt - now;
  return (
    <div className="note" data-kind={note.kind} role={note.kind === "bad" ? "alert" : undefined}>
      <Icon name={note.kind === "bad" ? "warning" : "stop"} size={16} />
      <p><strong>{note.title}</strong>{note.text !== "" && <> {note.text}</>}</p>
      {last && note.again !== null && (
        <button type="button" className="button" onClick={note.goesOn ? goOn : again}
                disabled={wait > 0}>
          <Icon name={note.goesOn ? "down" : "retry"} size={15} />{wait > 0 ? `In ${waitWords(wait)}` : note.again}
        </button>
      )}
    </div>
  );
}

/** `again` is what the button says; where `goesOn`, it asks for the rest and not once more. */
interface Note { kind: "calm" | "bad"; title: string; text: string; again: string | null; goesOn?: boolean }

function noteOf(state: AnswerState): Note | null {
  switch (state.status) {
    case "cancelled":
      return {
        kind: "calm", title: "Stopped.", text: state.text === "" ? "" : "What was written stays.", again: "Ask again",
      };
    case "interrupted":
      return {
        kind: "bad", title: "Interrupted.", text: "The server went down before this answer was finished.",
        again: "Try again",
      };
    case "error": {
      const { code, words, retryable } = state.failure!;
      const { title, text } = failedWords(code, words);
      return { kind: "bad", title: `${title}.`, text, again: retryable ? "Try again" : null };
    }
    case "complete":
      if (state.saved) return finished(state.finishReason);
      return {
        kind: "bad", title: "Not saved.", text: "The server’s storage failed: copy this answer if you need it.",
        again: null,
      };
    default:
      return null;
  }
}

/** Where the model stopped for another reason than that it was done. */
function finished(reason: string | null): Note | null {
  const words = finishWords(reason);
  if (words === null) return null;
  const goesOn = reason === "length";
  return { kind: "calm", ...words, again: goesOn ? "Go on" : null, goesOn };
}
