type Listener = (text: string) => void;

const listeners = new Set<Listener>();

/** Puts a text where questions are typed. */
export function copyToComposer(text: string): void {
  listeners.forEach((listener) => listener(text));
}

export function onCopyToComposer(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
