import { after, sending, type AnswerState } from "../../main/web/conversation/answer";
import type { StepStatus, StreamEvent } from "../../main/web/sse/events";
import { equal, test } from "./harness";

const at = "2026-01-01T00:00:00Z";
const play = (...events: StreamEvent[]): AnswerState =>
  events.reduce((state, event) => after(state, event, 1000), sending);
const start: StreamEvent = { type: "start", messageId: "m", threadId: "t", timestamp: at };
const step = (name: string, status: StepStatus, message: string, durationMs?: number): StreamEvent =>
  ({ type: "step", step: name, status, message, timestamp: at, durationMs });
const token = (content: string): StreamEvent => ({ type: "token", content });

test("answer: steps gather what they say and how long they took", () => {
  const state = play(start, step("retrieval", "started", "a"), step("retrieval", "processing", "b"),
    step("retrieval", "complete", "c", 12), step("generation", "started", "d"), token("x"), token("y"));
  equal(state.steps, [
    { step: "retrieval", texts: ["a", "b", "c"], durationMs: 12, done: true },
    { step: "generation", texts: ["d"], durationMs: null, done: false },
  ]);
  equal([state.text, state.status], ["xy", "streaming"]);
});

test("answer: the same step twice is two", () => {
  const state = play(start, step("retrieval", "started", "a"), step("retrieval", "complete", "a", 1),
    step("retrieval", "started", "b"), step("retrieval", "complete", "b", 2));
  equal(state.steps.map((run) => run.texts), [["a"], ["b"]]);
});

test("answer: stopped, it keeps its text, and the open step is cut", () => {
  const state = play(start, step("generation", "started", "w"), token("half"),
    { type: "cancelled", messageId: "m", timestamp: at, reason: "stopped" });
  equal([state.status, state.text, state.steps[0]!.cut], ["cancelled", "half", true]);
});

test("answer: failed, it says when to try again", () => {
  const state = play(start, token("half"),
    {
      type: "error", messageId: "m", timestamp: at, error: "why", code: "MODEL_STALLED", retryable: true,
      retryAfterMs: 500,
    });
  equal(state.failure, { code: "MODEL_STALLED", words: "why", retryable: true, retryAt: 1500 });
  equal(state.text, "half");
});

test("answer: complete, it is what the server says it is", () => {
  const state = play(start, token("a"), {
    type: "complete", messageId: "m", threadId: "t", timestamp: at, status: "complete", finalContent: "a!", sources: [],
    durationMs: 9, saved: false,
  });
  equal([state.text, state.saved, state.durationMs, state.sources], ["a!", false, 9, []]);
});

test("answer: watched again from its beginning, it is not there twice", () => {
  equal(play(start, token("a"), token("b"), start, token("a")).text, "a");
});
