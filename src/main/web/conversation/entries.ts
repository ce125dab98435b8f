import type { ThreadMessage } from "../api/types";
import { isRunning, stored } from "./answer";
import type { LiveAnswer } from "./live-answer";

interface QuestionEntry { kind: "question"; key: string; id: string | null; text: string; at: string }
export interface AnswerEntry { kind: "answer"; key: string; answer: LiveAnswer }

/** What the conversation shows, in its order. Keys stay while an entry does, so that nothing on the page jumps. */
export type Entry = QuestionEntry | AnswerEntry;

/**
 * What is shown, brought in line with what is stored. Entries that are shown already keep their place; an answer
 * whose stream is being followed knows better than the store and is left alone.
 */
export function merge(
  shown: Entry[],
  messages: ThreadMessage[],
  newKey: () => string,
  newAnswer: (message: ThreadMessage) => LiveAnswer,
): Entry[] {
  const left = [...shown];
  const takeIf = <E extends Entry>(matches: (entry: Entry) => entry is E): E | undefined => {
    const index = left.findIndex(matches);
    return index < 0 ? undefined : (left.splice(index, 1)[0] as E);
  };
  const result = messages.map((message): Entry => {
    if (message.role === "user") {
      const known =
        takeIf((e): e is QuestionEntry => e.kind === "question" && e.id === message.id) ??
        takeIf((e): e is QuestionEntry => e.kind === "question" && e.id === null && e.text === message.content);
      if (known?.id === message.id) return known;
      return {
        kind: "question", key: known?.key ?? newKey(), id: message.id, text: message.content, at: message.timestamp,
      };
    }
    const known = takeIf(
      (e): e is AnswerEntry => e.kind === "answer" && e.answer.store.get().messageId === message.id,
    );
    if (known === undefined) return { kind: "answer", key: newKey(), answer: newAnswer(message) };
    refreshAnswer(known.answer, message);
    return known;
  });
  return [...result, ...left.filter((entry) => isUnsent(entry, left))];
}

function refreshAnswer(answer: LiveAnswer, message: ThreadMessage): void {
  const state = answer.store.get();
  if (answer.following) return;
  const same = state.status === message.status && state.text === message.content;
  const measured = state.durationMs !== null || message.durationMs === undefined;
  if (same && measured && (state.sources ?? []).length >= (message.sources ?? []).length) return;
  if (!isRunning(state) && message.status === "streaming") return;
  answer.settle(stored(message));
}

/** A question on its way to the server, with the place of its answer. */
function isUnsent(entry: Entry, left: Entry[]): boolean {
  if (entry.kind === "answer") return entry.answer.store.get().status === "sending";
  const next = left[left.indexOf(entry) + 1];
  return entry.id === null && next?.kind === "answer" && isUnsent(next, left);
}
