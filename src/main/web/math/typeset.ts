import { Store } from "../store/store";
import type { Formula } from "./engine";

type Write = (tex: string, display: boolean) => Formula;

/** The script that writes mathematics: loaded when a text has some. */
export const engine = new Store<"absent" | "loading" | "ready" | "failed">("absent");

/** Formulas that were written stay at hand for a text that is shown again. */
const MOST_KEPT = 300;
/** Of a frame, for writing formulas; what is left over waits for the next. */
const BUDGET_MS = 10;

let write: Write | null = null;
let failures = 0;
const kept = new Map<string, Formula | null>();
const waiting = new Set<() => void>();
let spent = 0;
let frame = 0;

/** Loads the script, once; where that failed, again with the next formula and when the network is back. */
export function loadEngine(): void {
  if (engine.get() === "loading" || engine.get() === "ready") return;
  engine.set("loading");
  // browsers remember that an address could not be loaded
  const address: string = failures === 0 ? MATH_ENGINE : `${MATH_ENGINE}?${failures}`;
  import(address).then(
    (module: { write: Write }) => {
      write = module.write;
      engine.set("ready");
    },
    () => {
      failures++;
      engine.set("failed");
      addEventListener("online", loadEngine, { once: true });
    },
  );
}

/**
 * Gives a formula, or null for what is none: at once where it is known or this frame has time for it, else later.
 * Returns what gives up waiting.
 */
export function typeset(tex: string, display: boolean, done: (formula: Formula | null) => void): () => void {
  const key = `${display ? "d" : "i"}${tex}`;
  const run = () => done(known(key, tex, display));
  if (kept.has(key) || spent < BUDGET_MS && waiting.size === 0) {
    run();
    return () => {};
  }
  waiting.add(run);
  nextFrame();
  return () => waiting.delete(run);
}

function known(key: string, tex: string, display: boolean): Formula | null {
  let formula = kept.get(key);
  if (formula === undefined) {
    const began = performance.now();
    formula = attempt(tex, display);
    spent += performance.now() - began;
    nextFrame();
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, formula);
  }
  return formula === null ? null : copy(formula);
}

function attempt(tex: string, display: boolean): Formula | null {
  try {
    return write!(tex, display);
  } catch {
    return null;
  }
}

function copy({ picture, mathml, shift }: Formula): Formula {
  return { picture: picture.cloneNode(true) as SVGElement, mathml: mathml.cloneNode(true) as Element, shift };
}

/** The latest first: it is what the reader looks at. */
function nextFrame(): void {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    spent = 0;
    while (waiting.size > 0 && spent < BUDGET_MS) {
      const run = [...waiting].at(-1)!;
      waiting.delete(run);
      run();
    }
    if (waiting.size > 0) nextFrame();
  });
}
