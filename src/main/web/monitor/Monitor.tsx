import { useEffect } from "react";
import type { StreamMetrics } from "../api/types";
import { IconButton } from "../controls/IconButton";
import { duration } from "../texts/durations";
import { LineChart } from "./LineChart";
import { Outcomes } from "./Outcomes";
import { StreamTable } from "./StreamTable";
import { useHistory } from "./useHistory";

/** What the server is doing, at a look. */
export function Monitor({ openDrawer }: { openDrawer: () => void }) {
  const { history, failed } = useHistory();
  useEffect(() => {
    document.title = "Monitor · Rill";
    return () => void (document.title = "Rill");
  }, []);
  const metrics = history.last?.metrics;
  const last = history.samples.at(-1);
  const until = last?.at ?? Date.now();
  return (
    <main className="monitor">
      <header className="chat-header">
        <IconButton icon="menu" label="Threads" className="only-narrow" onClick={openDrawer} />
        <h1>Monitor</h1>
        <span className="pulse" data-failed={failed} role="status">
          {failed ? "The server does not answer" : "Live"}
        </span>
      </header>
      <div className="scroller">
        <div className="monitor-grid" aria-busy={metrics === undefined}>
          <dl className="tiles">
            {tiles(metrics).map(([label, value, hint]) => <Tile key={label} label={label} value={value} hint={hint} />)}
          </dl>
          <LineChart label="Streams running" now={String(last?.active ?? 0)} until={until}
                     points={history.samples.map((s) => ({ at: s.at, value: s.active }))} />
          <LineChart label="Tokens a second" now={(last?.tokensPerSecond ?? 0).toFixed(0)} until={until}
                     points={history.samples.map((s) => ({ at: s.at, value: s.tokensPerSecond }))} />
          {metrics && <Outcomes metrics={metrics} />}
          <StreamTable streams={history.streams} now={until} />
        </div>
      </div>
    </main>
  );
}

const AVERAGE = "average of last 100";

function tiles(metrics: StreamMetrics | undefined): [label: string, value: string | undefined, hint: string][] {
  return [
    ["Running now", metrics?.activeConnections.toLocaleString(), ""],
    ["First token after", metrics && duration(metrics.averageTimeToFirstToken), AVERAGE],
    ["Whole answer after", metrics && duration(metrics.averageStreamDuration), AVERAGE],
    ["Tokens an answer", metrics && Math.round(metrics.averageTokensPerStream).toLocaleString(), AVERAGE],
    ["Started", metrics?.totalStreamsStarted.toLocaleString(), "since the server started"],
  ];
}

interface TileProps { label: string; value: string | undefined; hint: string }

function Tile({ label, value, hint }: TileProps) {
  return (
    <div className="tile">
      <dt>{label}</dt>
      <dd>{value ?? "–"}{hint !== "" && <span className="hint">{hint}</span>}</dd>
    </div>
  );
}
