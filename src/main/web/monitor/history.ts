import type { ActiveStream, StreamsView } from "../api/types";

/** One look at the server. */
interface Sample { at: number; active: number; tokensPerSecond: number; endedPerMinute: number }

/** A stream that this page saw, and whether it has ended since. */
export interface SeenStream extends ActiveStream { endedAt: number | null }

export interface History { samples: Sample[]; streams: SeenStream[]; last: StreamsView | null }

export const KEPT_MS = 180_000;
const MOST_STREAMS = 12;

export const nothingYet: History = { samples: [], streams: [], last: null };

/** What is known after one more look. */
export function withLook(history: History, view: StreamsView, now: number): History {
  const before = history.samples.at(-1);
  const seconds = before === undefined ? 0 : (now - before.at) / 1000;
  const sample: Sample = {
    at: now,
    active: view.metrics.activeConnections,
    tokensPerSecond: seconds > 0 ? tokensSince(history.streams, view.active) / seconds : 0,
    endedPerMinute: seconds > 0 && history.last !== null ? ((ended(view) - ended(history.last)) * 60) / seconds : 0,
  };
  const samples = [...history.samples, sample].filter((s) => now - s.at <= KEPT_MS);
  return { samples, streams: seen(history.streams, view.active, now), last: view };
}

function ended({ metrics }: StreamsView): number {
  return metrics.completedStreams + metrics.cancelledStreams + metrics.erroredStreams;
}

function tokensSince(before: SeenStream[], active: ActiveStream[]): number {
  const counts = new Map(before.map((stream) => [stream.messageId, stream.tokenCount]));
  return active.reduce((sum, s) => sum + Math.max(0, s.tokenCount - (counts.get(s.messageId) ?? 0)), 0);
}

/** Running ones first, the newest on top, then those that ended while this page looked on. */
function seen(before: SeenStream[], active: ActiveStream[], now: number): SeenStream[] {
  const running = new Set(active.map((stream) => stream.messageId));
  const done = before
    .filter((stream) => !running.has(stream.messageId))
    .map((stream) => ({ ...stream, endedAt: stream.endedAt ?? now }))
    .sort((a, b) => b.endedAt - a.endedAt);
  const live = active
    .map((stream) => ({ ...stream, endedAt: null }))
    .sort((a, b) => b.startTime.localeCompare(a.startTime));
  return [...live, ...done].slice(0, Math.max(MOST_STREAMS, live.length));
}
