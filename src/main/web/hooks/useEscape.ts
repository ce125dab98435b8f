import { useEffect, useRef } from "react";
import { isComposing } from "../browser/input-method";

interface Way { priority: number; run: () => void }

const ways: Way[] = [];

document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape" || isComposing(e) || e.defaultPrevented || document.querySelector("dialog[open]")) return;
  const way = ways.reduce<Way | null>((best, w) => (best === null || w.priority >= best.priority ? w : best), null);
  if (way === null) return;
  e.preventDefault();
  way.run();
});

/** What Escape does while this is active: of several, that with the highest priority. */
export function useEscape(active: boolean, priority: number, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!active) return;
    const way = { priority, run: () => latest.current() };
    ways.push(way);
    return () => {
      ways.splice(ways.indexOf(way), 1);
    };
  }, [active, priority]);
}
