import type { MessageStatus, Source, ThreadMessage, Usage } from "../api/types";
import type { StepEvent, StreamEvent } from "../sse/events";

/** One run of a workflow's step, with what it said. */
export interface StepRun {
  step: string;
  texts: string[];
  durationMs: number | null;
  done: boolean;
  /** It was ended before its own end. */
  cut?: boolean;
}

/** Why an answer failed. `words` are for a person. */
interface Failure { code: string; words: string; retryable: boolean; retryAt: number | null }

/** An answer on its way, or as it ended. `sending` is before the server has taken the question. */
export interface AnswerState {
  messageId: string | null;
  status: "sending" | MessageStatus;
  text: string;
  steps: StepRun[];
  /** Null until they are known: an answer's sources come with its end. */
  sources: Source[] | null;
  usage: Usage | null;
  durationMs: number | null;
  /** Why the model stopped: `stop` at its end, `length` at a limit, or another word. */
  finishReason: string | null;
  failure: Failure | null;
  saved: boolean;
  /** Whether the connection is gone and being tried again. */
  lost: boolean;
  stopping: boolean;
}

export const sending: AnswerState = {
  messageId: null, status: "sending", text: "", steps: [], sources: null, usage: null, durationMs: null,
  finishReason: null, failure: null, saved: true, lost: false, stopping: false,
};

/** A stored answer. */
export function stored(message: ThreadMessage): AnswerState {
  const failure = message.status === "error"
    ? { code: message.errorCode ?? "INTERNAL", words: "", retryable: true, retryAt: null }
    : null;
  return {
    ...sending, messageId: message.id, status: message.status, text: message.content,
    sources: message.sources ?? (message.status === "streaming" ? null : []), failure,
    usage: message.usage ?? null, durationMs: message.durationMs ?? null,
    finishReason: message.finishReason ?? null,
  };
}

export function isRunning(answer: AnswerState): boolean {
  return answer.status === "sending" || answer.status === "streaming";
}

/** Whether a model thinks in this step: what it thinks comes as pieces that say so. */
export function isThinking(run: StepRun): boolean {
  return run.texts.some((text) => text.startsWith("Thinking"));
}

/** The answer after an event. */
export function after(answer: AnswerState, event: StreamEvent, now: number): AnswerState {
  switch (event.type) {
    case "start":
      return { ...answer, messageId: event.messageId, status: "streaming", text: "", steps: [] };
    case "token":
      return { ...answer, text: answer.text + event.content };
    case "step":
      return { ...answer, steps: withStep(answer.steps, event) };
    case "complete":
      return {
        ...answer, status: "complete", text: event.finalContent, steps: closed(answer.steps), sources: event.sources,
        usage: event.usage ?? null, durationMs: event.durationMs, finishReason: event.finishReason ?? null,
        saved: event.saved, lost: false, stopping: false,
      };
    case "error":
      return {
        ...answer, status: "error", steps: closed(answer.steps), lost: false, stopping: false,
        sources: answer.sources ?? [],
        failure: {
          code: event.code, words: event.error, retryable: event.retryable,
          retryAt: event.retryAfterMs === undefined ? null : now + event.retryAfterMs,
        },
      };
    case "cancelled":
      return {
        ...answer, status: "cancelled", steps: closed(answer.steps), lost: false, stopping: false,
        sources: answer.sources ?? [],
      };
  }
}

function withStep(steps: StepRun[], event: StepEvent): StepRun[] {
  const last = steps.at(-1);
  if (event.status === "started" || last === undefined || last.step !== event.step || last.done) {
    const run = { step: event.step, texts: [event.message], durationMs: event.durationMs ?? null, done: false };
    return [...steps, { ...run, done: event.status === "complete" }];
  }
  const texts = last.texts.at(-1) === event.message ? last.texts : [...last.texts, event.message];
  const done = event.status === "complete";
  return [...steps.slice(0, -1), { ...last, texts, done, durationMs: event.durationMs ?? null }];
}

function closed(steps: StepRun[]): StepRun[] {
  return steps.map((step) => (step.done ? step : { ...step, done: true, cut: true }));
}
