import type { StreamMetrics } from "../api/types";

/** How the streams ended, as shares of one bar. */
export function Outcomes({ metrics }: { metrics: StreamMetrics }) {
  const parts = [
    { kind: "complete", label: "Completed", count: metrics.completedStreams, rate: metrics.completionRate },
    { kind: "cancelled", label: "Stopped or left", count: metrics.cancelledStreams, rate: metrics.cancellationRate },
    { kind: "error", label: "Failed", count: metrics.erroredStreams, rate: metrics.errorRate },
  ];
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <section className="card" aria-label="How streams ended">
      <h2>How streams ended <span className="hint">{total.toLocaleString()} since the server started</span></h2>
      <div className="bar" aria-hidden="true">
        {parts.map((part) => (
          <span key={part.kind} data-kind={part.kind} style={{ flexGrow: part.count }} hidden={part.count === 0} />
        ))}
      </div>
      <ul className="legend">
        {parts.map((part) => (
          <li key={part.kind}>
            <span className="swatch" data-kind={part.kind} aria-hidden="true" />
            {part.label}
            <strong>{total === 0 ? "–" : percent(part.rate)}</strong>
            <span className="hint">{part.count.toLocaleString()}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(rate === 0 || rate === 1 ? 0 : 1)} %`;
}
