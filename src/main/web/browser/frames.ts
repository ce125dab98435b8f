/** Longest wait of a page that is not painted. */
const HIDDEN_MS = 250;

/**
 * Runs an action at most once a painted frame, however often it is asked for. `now` runs what is waiting.
 */
export function perFrame(action: () => void): { ask(): void; now(): void } {
  let frame = 0;
  let timer = 0;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = timer = 0;
    action();
  };
  return {
    ask() {
      if (timer !== 0) return;
      frame = requestAnimationFrame(run);
      timer = window.setTimeout(run, HIDDEN_MS);
    },
    now() {
      if (timer !== 0) run();
    },
  };
}
