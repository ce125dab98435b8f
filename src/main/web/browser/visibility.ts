/** A tab that is only glanced away from keeps its connection for so long. */
const GRACE_MS = 5000;

export function isVisible(): boolean {
  return document.visibilityState === "visible";
}

/** Settles when the page is visible, or the signal is aborted. */
export function whenVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (isVisible() || signal.aborted) return resolve();
    const check = () => {
      if (!isVisible() && !signal.aborted) return;
      document.removeEventListener("visibilitychange", check);
      signal.removeEventListener("abort", check);
      resolve();
    };
    document.addEventListener("visibilitychange", check);
    signal.addEventListener("abort", check);
  });
}

/** Calls back once the page has been hidden for a while. Gives what ends the watching. */
export function onHidden(action: () => void): () => void {
  let timer = 0;
  const check = () => {
    clearTimeout(timer);
    if (!isVisible()) timer = window.setTimeout(action, GRACE_MS);
  };
  document.addEventListener("visibilitychange", check);
  check();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", check);
  };
}
