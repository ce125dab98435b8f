import { nothingYet, withLook } from "../../main/web/monitor/history";
import { niceCeiling } from "../../main/web/monitor/LineChart";
import type { ActiveStream, StreamsView } from "../../main/web/api/types";
import { equal, test } from "./harness";

const active = (messageId: string, tokenCount: number, startTime = "2026-01-01T00:00:00Z"): ActiveStream =>
  ({ messageId, threadId: "t", protocol: "rill", startTime, tokenCount, clientConnected: true, lastActivity: startTime });
const view = (...streams: ActiveStream[]): StreamsView => ({
  metrics: {
    activeConnections: streams.length, totalStreamsStarted: 0, completedStreams: 0, cancelledStreams: 0, erroredStreams: 0,
    averageStreamDuration: 0, averageTokensPerStream: 0, averageTimeToFirstToken: 0, completionRate: 0,
    cancellationRate: 0, errorRate: 0,
  },
  active: streams,
});

test("monitor: tokens a second come from what the streams wrote since the last look", () => {
  let history = withLook(nothingYet, view(active("a", 10)), 1000);
  history = withLook(history, view(active("a", 30), active("b", 4)), 3000);
  equal(history.samples.map((s) => [s.active, s.tokensPerSecond]), [[1, 0], [2, 12]]);
});

test("monitor: streams that are no longer there have ended", () => {
  let history = withLook(nothingYet, view(active("a", 1)), 1000);
  history = withLook(history, view(active("b", 1)), 2000);
  history = withLook(history, view(), 3000);
  equal(history.streams.map((s) => [s.messageId, s.endedAt]), [["b", 3000], ["a", 2000]]);
});

test("monitor: only the last three minutes are kept", () => {
  let history = nothingYet;
  for (let at = 0; at <= 600_000; at += 1000) history = withLook(history, view(), at);
  equal(history.samples.length, 181);
});

test("monitor: scales end in 1, 2 and 5", () => {
  equal([1, 1.5, 3, 7, 10, 11, 230].map(niceCeiling), [1, 2, 5, 10, 10, 20, 500]);
});
