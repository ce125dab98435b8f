import { useEffect, useRef } from "react";
import { isRunning, type AnswerState } from "../conversation/answer";
import { announce } from "../notices/announce";
import { failedWords } from "../texts/failures";
import { stepName } from "../texts/steps";

const LONGEST = 400;

/** Tells a screen reader how an answer gets on: a word a step, the text once it is whole. */
export function useAnnouncements(state: AnswerState): void {
  const running = isRunning(state);
  const wasRunning = useRef(running);
  const latest = useRef(state);
  latest.current = state;
  const step = running ? state.steps.at(-1)?.step : undefined;
  useEffect(() => {
    if (step !== undefined) announce(`${stepName(step, false)}…`);
  }, [step]);
  useEffect(() => {
    if (running && state.lost) announce("Connection lost. Reconnecting…");
  }, [running, state.lost]);
  useEffect(() => {
    if (wasRunning.current && !running) announce(ending(latest.current));
    wasRunning.current = running;
  }, [running]);
}

function ending(state: AnswerState): string {
  switch (state.status) {
    case "complete": {
      const plain = state.text.replace(/[*_`#>|]+/g, "").replace(/\s+/g, " ");
      return `Answer: ${plain.length > LONGEST ? `${plain.slice(0, LONGEST)}… The rest is on the page.` : plain}`;
    }
    case "cancelled": return "The answer was stopped.";
    case "interrupted": return "The answer was interrupted.";
    default: return failedWords(state.failure?.code ?? "", state.failure?.words ?? "").title;
  }
}
