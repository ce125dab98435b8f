import type { ThreadMessage } from "../../main/web/api/types";
import { sending, stored } from "../../main/web/conversation/answer";
import { merge, type Entry } from "../../main/web/conversation/entries";
import { LiveAnswer } from "../../main/web/conversation/live-answer";
import { equal, holds, test } from "./harness";

const message = (id: string, role: "user" | "assistant", content: string, status = "complete"): ThreadMessage =>
  ({ id, role, content, timestamp: "2026-01-01T00:00:00Z", status: status as "complete" });
let keys = 0;
const live = (state = sending) => new LiveAnswer(state, async () => null, () => false);
const bring = (shown: Entry[], messages: ThreadMessage[]) =>
  merge(shown, messages, () => `n${++keys}`, (m) => live(stored(m)));
const show = (entries: Entry[]) =>
  entries.map((e) => (e.kind === "question" ? `? ${e.text}` : `! ${e.answer.store.get().text}`));

test("entries: what is stored is shown in its order", () => {
  equal(show(bring([], [message("1", "user", "a"), message("2", "assistant", "b")])), ["? a", "! b"]);
});

test("entries: what is shown already keeps its key", () => {
  const messages = [message("1", "user", "a"), message("2", "assistant", "b")];
  const first = bring([], messages);
  const second = bring(first, [...messages, message("3", "user", "c"), message("4", "assistant", "", "streaming")]);
  equal(second.slice(0, 2).map((e) => e.key), first.map((e) => e.key));
  holds(second[1] === first[1], "the answer is another one");
});

test("entries: a question on its way stays, and is the stored one once that is there", () => {
  const shown: Entry[] = [
    { kind: "question", key: "q", id: null, text: "a", at: "" }, { kind: "answer", key: "r", answer: live() },
  ];
  equal(show(bring(shown, [])), ["? a", "! "]);
  const answer = live({ ...sending, messageId: "2", status: "streaming", text: "b" });
  const asked: Entry[] = [shown[0]!, { kind: "answer", key: "r", answer }];
  const taken = bring(asked, [message("1", "user", "a"), message("2", "assistant", "", "streaming")]);
  equal(taken.map((e) => e.key), ["q", "r"]);
});

test("entries: the same question twice is two questions", () => {
  const entries = bring([], [
    message("1", "user", "a"), message("2", "assistant", "b"), message("3", "user", "a"), message("4", "assistant", "c"),
  ]);
  equal(show(entries), ["? a", "! b", "? a", "! c"]);
  equal(new Set(entries.map((e) => e.key)).size, 4);
});

test("entries: an answer that ended elsewhere is brought up to date", () => {
  const first = bring([], [message("1", "user", "a"), message("2", "assistant", "ha", "streaming")]);
  const second = bring(first, [message("1", "user", "a"), message("2", "assistant", "half", "interrupted")]);
  equal(show(second), ["? a", "! half"]);
  holds(second[1] === first[1], "the answer is another one");
});

test("entries: what is no longer stored is no longer shown", () => {
  const first = bring([], [message("1", "user", "a"), message("2", "assistant", "b")]);
  equal(show(bring(first, [])), []);
});
