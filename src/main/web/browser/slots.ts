/**
 * A browser opens six connections to a host over HTTP/1.1, for all its tabs together. Open streams take a slot of
 * these, so that requests always find a free connection.
 */
const SLOTS = 4;

interface Slot { release(): void }

/** A slot, or null where other tabs hold them all. Without the Web Locks API (plain http) there is no limit. */
export async function takeSlot(): Promise<Slot | null> {
  if (!("locks" in navigator)) return { release() {} };
  for (let i = 0; i < SLOTS; i++) {
    const slot = await tryLock(`rill.stream.${i}`);
    if (slot !== null) return slot;
  }
  return null;
}

function tryLock(name: string): Promise<Slot | null> {
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) {
        resolve(null);
        return;
      }
      return new Promise<void>((done) => resolve({ release: done }));
    }).catch(() => resolve({ release() {} }));
  });
}
