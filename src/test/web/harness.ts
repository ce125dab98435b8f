/** A test as the page's own: names and functions, run in the browser that the page runs in. */
interface Test { name: string; run: () => void | Promise<void> }

const tests: Test[] = [];

export function test(name: string, run: () => void | Promise<void>): void {
  tests.push({ name, run });
}

export function equal(actual: unknown, expected: unknown, about = ""): void {
  const a = JSON.stringify(actual);
  const b = JSON.stringify(expected);
  if (a !== b) throw new Error(`${about}\n  expected ${b}\n  but was  ${a}`);
}

export function holds(condition: boolean, about: string): void {
  if (!condition) throw new Error(about);
}

/** Runs them all; what failed says why. */
async function runAll(): Promise<{ name: string; failure: string | null }[]> {
  const results = [];
  for (const { name, run } of tests) {
    try {
      await run();
      results.push({ name, failure: null });
    } catch (e) {
      results.push({ name, failure: e instanceof Error ? `${e.message}\n${e.stack}` : String(e) });
    }
  }
  return results;
}

declare global {
  var runTests: () => Promise<{ name: string; failure: string | null }[]>;
}
globalThis.runTests = runAll;
