import type { IndexingProgress, WorkProgress } from "../api/types";
import { about } from "../texts/durations";

/** How far the work is that goes on behind answers. */
export function Progress({ progress: { documents, vectors } }: { progress: IndexingProgress }) {
  return (
    <section className="card work" aria-label="Work that goes on">
      {documents !== undefined && <Bar name="Reading documents" work={documents} />}
      {vectors !== undefined && <Bar name="Preparing search by meaning" work={vectors} />}
    </section>
  );
}

function Bar({ name, work: { done, toDo, secondsLeft } }: { name: string; work: WorkProgress }) {
  const all = done + toDo;
  return (
    <div>
      <p>
        <span>{name}</span>
        <span className="hint">
          {done.toLocaleString()} of {all.toLocaleString()}{secondsLeft !== undefined && `, about ${about(secondsLeft)} left`}
        </span>
      </p>
      <progress aria-label={name} value={done} max={all} />
    </div>
  );
}
