import { Store } from "../store/store";

/** Whether a key has to be typed in now: because there is no session, or one that has ended. */
export const keyWanted = new Store<"missing" | "ended" | null>(null);

let signedIn = false;

/** Somebody has signed in. */
export function keyTaken(): void {
  signedIn = true;
  keyWanted.set(null);
}

/** Called for every 401: asks for a key. */
export function keyMissing(): void {
  keyWanted.update((why) => why ?? (signedIn ? "ended" : "missing"));
}

/** Settles when somebody has signed in, here or in another tab. */
export function keyGiven(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (keyWanted.get() === null) return resolve();
    if (signal?.aborted) return reject(signal.reason);
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
