import { Store } from "../state/store";

const NAME = "rill.key";

/**
 * The API key, where the server asks for one: kept for this tab, out of the reach of other origins, sent in a header
 * (so no other site can make the browser send it).
 */
export const apiKey = {
  get: (): string | null => sessionStorage.getItem(NAME),
  set(key: string): void {
    sessionStorage.setItem(NAME, key);
    keyWanted.set(null);
  },
  forget: (): void => sessionStorage.removeItem(NAME),
};

/** Why a key has to be typed in now, or null. */
export const keyWanted = new Store<"missing" | "refused" | null>(null);

/** Called for every 401: asks for a key. */
export function keyRefused(sent: string | null): void {
  if (sent !== null && sent === apiKey.get()) apiKey.forget();
  if (apiKey.get() === null) keyWanted.set(sent === null ? "missing" : "refused");
}

/** Settles when a key was typed in. */
export function keyGiven(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (keyWanted.get() === null) return resolve();
    const end = keyWanted.subscribe(() => {
      if (keyWanted.get() !== null) return;
      end();
      resolve();
    });
    signal?.addEventListener("abort", () => {
      end();
      reject(signal.reason);
    });
  });
}
