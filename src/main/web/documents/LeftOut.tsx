import type { NotRead } from "../api/types";

/** What is in the folder and cannot be found, with why. */
export function LeftOut({ notRead }: { notRead: NotRead }) {
  const rest = notRead.leftOut - notRead.files.length;
  if (notRead.summary === undefined && notRead.gone === undefined) return null;
  return (
    <section className="card left-out" aria-label="Not read">
      <h2>Not read</h2>
      {notRead.gone !== undefined && <p>{notRead.gone}.</p>}
      {notRead.summary !== undefined && <p dir="auto">{notRead.summary}.</p>}
      {notRead.files.length > 0 && (
        <ul>
          {notRead.files.map(({ path, reason }) => <li key={path}><bdi>{path}</bdi> <span className="hint">{reason}</span></li>)}
          {rest > 0 && <li className="hint">and {rest.toLocaleString()} more</li>}
        </ul>
      )}
    </section>
  );
}
