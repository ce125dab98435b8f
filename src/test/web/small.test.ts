import { retryAfter } from "../../main/web/api/problem";
import type { ThreadInfo } from "../../main/web/api/types";
import { byAge } from "../../main/web/threads/ages";
import { drafts } from "../../main/web/conversation/drafts";
import { downloadName } from "../../main/web/threads/exports";
import { hrefOf, newThreadId, routeOf } from "../../main/web/browser/route";
import { outbox } from "../../main/web/conversation/outbox";
import { duration } from "../../main/web/texts/durations";
import { failedWords, finishWords, refusedWords } from "../../main/web/texts/failures";
import { equal, holds, test } from "./harness";

test("routes: the URL names the thread, and nothing else does", () => {
  equal(routeOf("#/t/a.b:c-1"), { view: "thread", threadId: "a.b:c-1" });
  equal(routeOf("#/monitor"), { view: "monitor" });
  for (const hash of ["", "#", "#/", "#/t/", "#/t/a%2Fb", "#/t/%zz", "#/t/<script>", `#/t/${"a".repeat(101)}`]) {
    equal(routeOf(hash).view, "new", hash);
  }
  equal(routeOf(hrefOf({ view: "thread", threadId: "a:b" })), { view: "thread", threadId: "a:b" });
});

test("threads: a new id is one that the server takes", () => {
  holds(/^[A-Za-z0-9._:-]{1,100}$/.test(newThreadId()), "not valid");
  equal(new Set(Array.from({ length: 100 }, newThreadId)).size, 100);
});

test("threads: by how long ago they were used", () => {
  const now = new Date(2026, 5, 20, 12).getTime();
  const thread = (daysAgo: number): ThreadInfo => {
    const updatedAt = new Date(now - daysAgo * 86_400_000).toISOString();
    return { threadId: String(daysAgo), name: "", createdAt: "", updatedAt, messageCount: 0 };
  };
  equal(byAge([0, 1, 5, 20, 300].map(thread), now).map((g) => g.label),
    ["Today", "Yesterday", "Last 7 days", "Last 30 days", "Older"]);
});

test("drafts: kept by thread, dropped when empty", () => {
  drafts.set("a", "half a question");
  drafts.set("b", "  ");
  equal([drafts.get("a"), drafts.get("b"), drafts.get("c")], ["half a question", "", ""]);
  for (let i = 0; i < 200; i++) drafts.set(`many${i}`, "x");
  holds(Object.keys(localStorage).filter((name) => name.startsWith("rill.draft.")).length <= 50, "too many");
});

test("retry-after: seconds or a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const values = ["5", "Thu, 01 Jan 2026 00:00:10 GMT", "Wed, 31 Dec 2025 00:00:00 GMT", "soon", null];
  equal(values.map((v) => retryAfter(v, now)), [5000, 10_000, 0, null, null]);
});

test("words: durations for people", () => {
  equal([0, 40, 1234, 59_400, 185_000, 7_300_000].map(duration),
    ["< 1 ms", "40 ms", "1.2 s", "59 s", "3 min 5 s", "2 h 1 min"]);
});

test("words: every code of the contract has its own", () => {
  const stream = ["MODEL_UNAVAILABLE", "MODEL_UNAUTHORIZED", "MODEL_RATE_LIMITED", "MODEL_REJECTED", "MODEL_STALLED",
    "MODEL_DEADLINE", "MODEL_TRUNCATED", "MODEL_MALFORMED", "STREAM_STALE", "SLOW_READER", "DRAINING", "INTERRUPTED",
    "BUDGET_EXHAUSTED", "STORE_UNAVAILABLE", "INTERNAL"];
  for (const code of stream) holds(failedWords(code, "").title !== "The answer failed", code);
  for (const code of ["UNREACHABLE", "RATE_LIMITED", "TOO_MANY_STREAMS", "BUDGET_EXHAUSTED", "THREAD_BUSY", "DRAINING",
    "STORE_UNAVAILABLE", "UNAUTHORIZED", "PAYLOAD_TOO_LARGE", "INVALID_REQUEST", "INTERNAL"]) {
    holds(refusedWords(code, "").title !== "The question was not taken", code);
  }
  equal(failedWords("NEW", "why").text, "why");
});

test("downloads: named in any script, or in ASCII where there is only that", () => {
  equal(downloadName("attachment; filename=\"uber.md\"; filename*=UTF-8''%C3%BCber.md"), "über.md");
  equal(downloadName("attachment; filename*=utf-8'en'%e6%97%a5.json; filename=\"thread.json\""), "日.json");
  equal(downloadName("attachment; filename=\"a-thread.md\""), "a-thread.md");
  equal(downloadName("attachment; filename=\"a.md\"; filename*=UTF-8''%FF.md"), "a.md");
  equal(downloadName("attachment"), null);
});

test("outbox: questions wait in their order, survive, and are taken by one", async () => {
  outbox.add("o", "first");
  outbox.add("o", "second");
  const texts = () => outbox.list("o").map((item) => item.text);
  equal(texts(), ["first", "second"]);
  holds((localStorage.getItem("rill.queue.o") ?? "").includes("second"), "not kept");
  const [one, other] = await Promise.all([outbox.take("o"), outbox.take("o")]);
  equal([one?.text, other], ["first", null]);
  outbox.putBack("o", one!.id);
  outbox.setEditing(one!.id, true);
  equal(await outbox.take("o"), null, "while it is edited");
  outbox.edit("o", one!.id, "better");
  outbox.setEditing(one!.id, false);
  const again = await outbox.take("o");
  equal(again?.text, "better");
  holds(again?.key !== one!.key, "another question under the same key");
  outbox.remove("o", one!.id);
  equal(texts(), ["second"]);
  outbox.forget();
  equal([texts(), localStorage.getItem("rill.queue.o")], [[], null]);
});

test("words: why a model stopped is said where it was not done", () => {
  equal(["stop", "tool_calls", null].map(finishWords), [null, null, null]);
  equal(finishWords("length")?.title, "Cut off.");
  holds(finishWords("max_turns")!.text.includes("max_turns"), "the server's own word");
});
