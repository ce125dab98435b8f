import { config } from "../../main/web/api/config";
import { Problem, Unreachable } from "../../main/web/api/problem";
import { backoffMs } from "../../main/web/sse/backoff";
import { ask, watch, type StreamUpdate } from "../../main/web/sse/client";
import { equal, holds, test } from "./harness";

const encoder = new TextEncoder();

const EVENTS: [string, object][] = [
  ["start", { messageId: "m1", threadId: "t1", timestamp: "2026-01-01T00:00:00Z" }],
  ["step", { step: "retrieval", status: "started", message: "Searching", timestamp: "2026-01-01T00:00:00Z" }],
  ["novelty", { a: 1 }],
  ["token", { content: "Grüße " }],
  ["token", { content: "an 😀" }],
  ["complete", { messageId: "m1", finalContent: "Grüße an 😀", sources: [], durationMs: 5, saved: true }],
];
const FRAMES = EVENTS.map(([event, data], i) =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${i + 1}\n\n`));

function bytesFrom(event: number): Uint8Array {
  return new Uint8Array(FRAMES.slice(event).flatMap((frame) => [...frame]));
}

/** A response whose body breaks after these bytes. */
function broken(bytes: Uint8Array, clean = false): Response {
  let sent = false;
  return new Response(new ReadableStream({
    pull(controller) {
      if (!sent && bytes.length > 0) controller.enqueue(bytes);
      else if (clean) controller.close();
      else controller.error(new TypeError("network error"));
      sent = true;
    },
  }), { status: 200 });
}

type Answer = (request: { url: string; lastId: string | null; method: string }) => Response | Promise<Response>;

/** Runs with a network that answers so, and with waits that are over at once. */
async function withNetwork<T>(
  answers: Answer[],
  run: () => Promise<T>,
): Promise<{ result: T; lastIds: (string | null)[] }> {
  const real = globalThis.fetch;
  const lastIds: (string | null)[] = [];
  let next = 0;
  globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const lastId = headers.get("last-event-id");
    lastIds.push(lastId);
    const answer = answers[Math.min(next++, answers.length - 1)]!;
    return answer({ url: String(input), lastId, method: init?.method ?? "GET" });
  };
  const hurry = setInterval(() => dispatchEvent(new Event("online")), 1);
  try {
    return { result: await run(), lastIds };
  } finally {
    clearInterval(hurry);
    globalThis.fetch = real;
  }
}

async function collect(updates: AsyncGenerator<StreamUpdate>): Promise<StreamUpdate[]> {
  const all: StreamUpdate[] = [];
  for await (const update of updates) all.push(update);
  return all;
}

const ids = (updates: StreamUpdate[]) => updates.flatMap((u) => (u.kind === "event" ? [u.id] : []));
const text = (updates: StreamUpdate[]) =>
  updates.map((u) => (u.kind === "event" && u.event.type === "token" ? u.event.content : "")).join("");
const never = () => new AbortController().signal;
const rest: Answer = ({ lastId }) => broken(bytesFrom(Number(lastId ?? 0)), true);

test("client: an answer in one connection", async () => {
  const { result } = await withNetwork([() => broken(bytesFrom(0), true)], () =>
    collect(ask({ threadId: "t1", message: "?" }, never())));
  equal(ids(result), [1, 2, 4, 5, 6]);
  equal(result.filter((u) => u.kind === "connection"), []);
});

test("client: cut at every byte, no gap and no duplicate", async () => {
  const all = bytesFrom(0);
  for (let cut = FRAMES[0]!.length; cut < all.length; cut++) {
    for (const clean of [true, false]) {
      const { result, lastIds } = await withNetwork([() => broken(all.subarray(0, cut), clean), rest], () =>
        collect(ask({ threadId: "t1", message: "?" }, never())));
      equal(ids(result), [1, 2, 4, 5, 6], `cut at ${cut}`);
      equal(text(result), "Grüße an 😀", `cut at ${cut}`);
      equal(lastIds.length, 2);
    }
  }
});

test("client: cut again and again, it resumes after the last event that was whole", async () => {
  const oneEach: Answer = ({ lastId }) => broken(FRAMES[Number(lastId ?? 0)]!.slice());
  const { result, lastIds } = await withNetwork([oneEach], () => collect(watch("m1", 0, never())));
  equal(ids(result), [1, 2, 4, 5, 6]);
  equal(lastIds, [null, "1", "2", "3", "4", "5"]);
});

test("client: events that were seen are dropped, and a gap is asked for again", async () => {
  const { result } = await withNetwork([() => broken(bytesFrom(0), true)], () => collect(watch("m1", 3, never())));
  equal(ids(result), [4, 5, 6]);
  const gap: Answer = () => broken(bytesFrom(4), true);
  const { result: second, lastIds } = await withNetwork([gap, rest], () => collect(watch("m1", 1, never())));
  equal(ids(second), [2, 4, 5, 6]);
  equal(lastIds, ["1", "1"]);
});

test("client: a cut before the first event is a question that may not have arrived", async () => {
  const cuts: Answer[] = [
    () => broken(new Uint8Array()), () => broken(bytesFrom(0).subarray(0, 9)), () => Promise.reject(new TypeError()),
  ];
  for (const answer of cuts) {
    const { result } = await withNetwork([answer], () =>
      collect(ask({ threadId: "t1", message: "?" }, never())).then(() => null, (e) => e));
    holds(result instanceof Unreachable, `was ${result}`);
  }
});

test("client: a refusal says why and how long to wait", async () => {
  const body = JSON.stringify({ code: "TOO_MANY_STREAMS", detail: "Full.", status: 503 });
  const refuse: Answer = () => new Response(body, { status: 503, headers: { "retry-after": "7" } });
  const { result } = await withNetwork([refuse], () =>
    collect(ask({ threadId: "t1", message: "?" }, never())).then(() => null, (e: Problem) => e));
  equal([result?.code, result?.detail, result?.retryAfterMs, result?.status], ["TOO_MANY_STREAMS", "Full.", 7000, 503]);
});

test("client: what the server no longer has is gone", async () => {
  for (const status of [204, 400, 404, 410]) {
    const { result } = await withNetwork([() => new Response(null, { status })], () =>
      collect(watch("m1", 3, never())));
    equal(result, [{ kind: "gone" }], `at ${status}`);
  }
});

test("client: while the server is down it says so and tries again", async () => {
  const down: Answer = () => Promise.reject(new TypeError("refused"));
  const draining: Answer = () => new Response("{}", { status: 503 });
  const { result } = await withNetwork([down, draining, rest], () => collect(watch("m1", 0, never())));
  equal(result.filter((u) => u.kind === "connection").map((u) => u.state), ["lost", "lost", "open"]);
  equal(ids(result), [1, 2, 4, 5, 6]);
});

test("client: aborting ends it, also in a wait", async () => {
  const closing = new AbortController();
  const down: Answer = () => {
    setTimeout(() => closing.abort(), 5);
    return Promise.reject(new TypeError("refused"));
  };
  const { result } = await withNetwork([down], () =>
    collect(watch("m1", 0, closing.signal)).then(() => "ended", () => "threw"));
  equal(result, "threw");
});

test("client: a connection is given up when it is silent for longer than this server's keep-alives let it be", async () => {
  const real = globalThis.setTimeout;
  const before = config.get();
  const limits: number[] = [];
  config.set({ ...before, keepAliveMs: 60_000 });
  globalThis.setTimeout = ((run: () => void, ms: number) => {
    if (ms <= 60_000) return real(run, ms);
    limits.push(ms);
    return real(run, limits.length === 2 ? 0 : ms);
  }) as typeof setTimeout;
  const silent: Answer = () => new Response(new ReadableStream({ start: (c) => c.enqueue(FRAMES[0]!.slice()) }));
  try {
    const { result, lastIds } = await withNetwork([silent, rest], () =>
      collect(ask({ threadId: "t1", message: "?" }, never())));
    equal(ids(result), [1, 2, 4, 5, 6]);
    equal(lastIds, [null, "1"]);
    equal([...new Set(limits)], [195_000]);
  } finally {
    globalThis.setTimeout = real;
    config.set(before);
  }
});

test("backoff: doubles up to eight seconds, with jitter", () => {
  equal([1, 2, 3, 4, 5, 6, 20].map((n) => backoffMs(n, () => 0.5)), [400, 800, 1600, 3200, 6400, 8000, 8000]);
  holds(backoffMs(6, () => 1) <= 9000 && backoffMs(6, () => 0) >= 7000, "jitter");
});
