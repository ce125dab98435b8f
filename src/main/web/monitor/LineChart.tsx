import { KEPT_MS } from "./history";

const WIDTH = 600;
const HEIGHT = 120;

interface Props { label: string; now: string; points: { at: number; value: number }[]; until: number }

/** A figure over the last three minutes. */
export function LineChart({ label, now, points, until }: Props) {
  const most = niceCeiling(Math.max(1, ...points.map((p) => p.value)));
  const x = (at: number) => WIDTH - ((until - at) / KEPT_MS) * WIDTH;
  const y = (value: number) => HEIGHT - (value / most) * (HEIGHT - 6) - 2;
  const line = points.map((p, i) => `${i === 0 ? "M" : "L"}${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`).join("");
  const first = points[0];
  const area = first === undefined ? "" : `${line}L${WIDTH} ${HEIGHT}L${x(first.at).toFixed(1)} ${HEIGHT}Z`;
  return (
    <figure className="chart">
      <figcaption><span>{label}</span><strong>{now}</strong></figcaption>
      <div className="plot">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
             aria-label={`${label}: ${now} now, at most ${most} on this scale, over the last three minutes`}>
          <line x1="0" x2={WIDTH} y1={y(most)} y2={y(most)} className="grid" />
          <line x1="0" x2={WIDTH} y1={y(most / 2)} y2={y(most / 2)} className="grid" />
          <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} className="grid" />
          <path d={area} className="area" />
          <path d={line} className="stroke" vectorEffect="non-scaling-stroke" />
        </svg>
        <span className="scale top">{most.toLocaleString()}</span>
        <span className="scale end">0</span>
      </div>
      <div className="axis"><span>3 min ago</span><span>now</span></div>
    </figure>
  );
}

/** The next of 1, 2, 5, 10, 20, … */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= value) ?? 10 * power;
}
