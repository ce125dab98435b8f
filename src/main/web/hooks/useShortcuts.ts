import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { isComposing } from "../browser/input-method";
import { goNew } from "../browser/route";

export const mac = /Mac|iPhone|iPad/.test(navigator.platform);

interface Actions { help: () => void; search: () => void }

/** The page's keyboard shortcuts, but for those of one control. */
export function useShortcuts(actions: Actions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (isComposing(e)) return;
      const command = mac ? e.metaKey : e.ctrlKey;
      if (command && e.shiftKey && e.key.toLowerCase() === "o") goNew();
      else if (command && !e.shiftKey && e.key.toLowerCase() === "k") {
        // what is typed next belongs there, before a frame is drawn too
        flushSync(latest.current.search);
        focus("#search");
      } else if (command && e.key === "/") latest.current.help();
      else if (e.key === "/" && !typing(e.target)) focus("#question");
      else return;
      e.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
