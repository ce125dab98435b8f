const STEPS: Record<string, { doing: string; done: string }> = {
  retrieval: { doing: "Searching", done: "Searched" },
  ranking: { doing: "Ranking", done: "Ranked" },
  generation: { doing: "Writing", done: "Wrote" },
};

/** What a step is called while it runs and after. */
export function stepName(step: string, done: boolean): string {
  const known = STEPS[step];
  if (known === undefined) return step.charAt(0).toUpperCase() + step.slice(1);
  return done ? known.done : known.doing;
}
