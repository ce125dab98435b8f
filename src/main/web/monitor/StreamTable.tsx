import { hrefOf } from "../browser/route";
import { duration } from "../texts/durations";
import { stepName } from "../texts/steps";
import type { SeenStream } from "./history";

/** The latest streams: those that run, and those that ended while one looked on. */
export function StreamTable({ streams, now }: { streams: SeenStream[]; now: number }) {
  const shared = streams.some((stream) => stream.server !== undefined);
  return (
    <section className="card" aria-label="Latest streams">
      <h2>Latest streams</h2>
      {streams.length === 0
        ? <p className="hint">Nothing runs. Streams show up here as they begin.</p>
        : (
          <div className="table" tabIndex={0} role="region" aria-label="Latest streams, table">
            <table>
              <thead>
                <tr>
                  <th>Thread</th><th>Doing</th><th className="figure">Tokens</th><th className="figure">Running for</th>
                  <th>Client</th>{shared && <th>Server</th>}
                </tr>
              </thead>
              <tbody>{streams.map((stream) => <Row key={stream.messageId} stream={stream} now={now} shared={shared} />)}</tbody>
            </table>
          </div>
        )}
    </section>
  );
}

function Row({ stream, now, shared }: { stream: SeenStream; now: number; shared: boolean }) {
  const ended = stream.endedAt !== null;
  const ran = (stream.endedAt ?? now) - Date.parse(stream.startTime);
  return (
    <tr data-ended={ended}>
      <td>
        {stream.threadId === undefined ? `none (${stream.protocol})`
          : <a href={hrefOf({ view: "thread", threadId: stream.threadId })}>{shortened(stream.threadId)}</a>}
      </td>
      <td>{ended ? "Ended" : <><span className="dot" />{stepName(stream.currentStep ?? "starting", false)}</>}</td>
      <td className="figure">{stream.tokenCount.toLocaleString()}</td>
      <td className="figure">{duration(Math.max(0, ran))}</td>
      <td>{ended ? "" : stream.clientConnected ? "connected" : "away"}</td>
      {shared && <td>{stream.server}</td>}
    </tr>
  );
}

function shortened(id: string): string {
  return id.length > 14 ? `${id.slice(0, 12)}…` : id;
}
