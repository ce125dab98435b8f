const FIRST_MS = 400;
const LONGEST_MS = 8000;

/** How long to wait before the n-th attempt (from 1) in a row: doubling, with a quarter of jitter. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(wait * (0.875 + random() * 0.25));
}

/** Waits, but no longer than until the browser says that it is online again, or the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
