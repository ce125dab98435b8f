import { memo, useMemo } from "react";
import { CopyButton } from "../controls/CopyButton";
import { isRunning } from "../conversation/answer";
import type { LiveAnswer } from "../conversation/live-answer";
import { openPassage } from "../conversation/passage";
import { Markdown } from "../markdown/Markdown";
import { useStore } from "../store/useStore";
import { duration } from "../texts/durations";
import { EndNote } from "./EndNote";
import { Sources } from "./Sources";
import { StepLine } from "./StepLine";
import { useAnnouncements } from "./useAnnouncements";

interface Props { answer: LiveAnswer; last: boolean; again: () => void; goOn: () => void }

/** An answer while it is written and after: how it comes about, its text, its sources, how it ended. */
export const Answer = memo(({ answer, last, again, goOn }: Props) => {
  const state = useStore(answer.store);
  const running = isRunning(state);
  const citations = useMemo(() => ({ sources: state.sources, open: openPassage }), [state.sources]);
  useAnnouncements(state);
  return (
    <article className="answer" aria-label="Answer" aria-busy={running}>
      <h2 className="visually-hidden">Rill answered</h2>
      {(running || state.steps.length > 0) && <StepLine state={state} />}
      {state.text === "" && running
        ? <p className="typing" aria-hidden="true"><i /><i /><i /></p>
        : <Markdown text={state.text} open={running} citations={citations} />}
      {!running && <EndNote state={state} last={last} again={again} goOn={goOn} />}
      {!running && state.sources !== null && state.sources.length > 0 && (
        <Sources sources={state.sources} text={state.text} />
      )}
      <div className="actions" data-idle={running}>
        {!running && state.text !== "" && <CopyButton text={() => state.text} label="Copy answer" />}
        {!running && state.durationMs !== null && <span className="hint">{duration(state.durationMs)}</span>}
        {!running && state.usage !== null && (
          <span className="hint" title={`${state.usage.promptTokens} read, ${state.usage.completionTokens} written`}>
            {state.usage.totalTokens.toLocaleString()} tokens
          </span>
        )}
      </div>
    </article>
  );
}, (a, b) => a.answer === b.answer && a.last === b.last);
