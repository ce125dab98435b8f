import { useId, useState } from "react";
import { Icon } from "../controls/Icon";
import { isRunning, isThinking, type AnswerState, type StepRun } from "../conversation/answer";
import { duration } from "../texts/durations";
import { stepName } from "../texts/steps";

const MOST = 4;

/** The workflow at work: a line of its steps with what the present one says, and all of it when unfolded. */
export function StepLine({ state }: { state: AnswerState }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const id = useId();
  const running = isRunning(state);
  const last = state.steps.at(-1);
  // what a model thinks is open while it comes, and folded once it writes
  const open = chosen ?? (running && state.text === "" && last !== undefined && isThinking(last));
  const shown = state.steps.slice(-MOST);
  return (
    <div className="steps" data-running={running}>
      <button type="button" className="steps-line" aria-expanded={open} aria-controls={id}
              disabled={state.steps.length === 0} onClick={() => setChosen(!open)}>
        <span className="visually-hidden">How this answer came about: </span>
        {state.steps.length > MOST && <span className="chip">+{state.steps.length - MOST}</span>}
        {shown.length === 0 && <span className="chip" data-done={false}><span className="dot" />{waiting(state)}</span>}
        {shown.map((run, i) => (
          <span className="chip" key={i} data-done={run.done}>
            {run.done ? <Icon name={run.cut ? "close" : "check"} size={13} /> : <span className="dot" />}
            {stepName(run.step, run.done && !run.cut)}
            {run.done && run.durationMs !== null && <span className="took">{duration(run.durationMs)}</span>}
          </span>
        ))}
        {state.steps.length > 0 && <span className="fold"><Icon name="chevron" size={14} /></span>}
      </button>
      <p className="steps-text" dir="auto">{says(state)}</p>
      {open && (
        <ol className="steps-all" id={id}>
          {state.steps.map((run, i) => <Run key={i} run={run} />)}
        </ol>
      )}
    </div>
  );
}

function Run({ run }: { run: StepRun }) {
  return (
    <li data-done={run.done}>
      <strong>{stepName(run.step, run.done && !run.cut)}</strong>
      {run.durationMs !== null && <span className="took">{duration(run.durationMs)}</span>}
      {run.cut && <span className="took">not finished</span>}
      {run.texts.map((text, i) => <p key={i} dir="auto">{text}</p>)}
    </li>
  );
}

function waiting(state: AnswerState): string {
  return state.status === "sending" ? "Sending" : "Starting";
}

/** One line that stays as high as it is: the running step's words, or what was found. */
function says(state: AnswerState): string {
  if (state.lost) return "Connection lost. Reconnecting; the answer goes on at the server.";
  if (state.stopping) return "Stopping…";
  const last = state.steps.at(-1);
  if (last === undefined) return "\u00a0";
  if (isRunning(state)) return last.texts.at(-1) ?? "\u00a0";
  const found = state.steps.findLast((run) => run.step !== "generation");
  return (found ?? last).texts.at(-1) ?? "\u00a0";
}
