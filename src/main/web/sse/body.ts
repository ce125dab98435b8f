import { SseParser, type Frame } from "./parser";

/** The connection is silent for longer than a server that sends keep-alives can be. */
class SilentConnectionError extends Error {
  constructor() {
    super("nothing came for too long");
  }
}

/**
 * The frames of a response, as they come. Ends where the body ends, throws where the connection breaks.
 *
 * @param silenceMs how long it may be silent, asked anew after each chunk
 */
export async function* frames(body: ReadableStream<Uint8Array>, silenceMs: () => number): AsyncGenerator<Frame[]> {
  const parser = new SseParser();
  const reader = body.getReader();
  try {
    for (;;) {
      const { value, done } = await orSilence(reader.read(), silenceMs());
      if (done) return;
      const batch = parser.push(value);
      if (batch.length > 0) yield batch;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

async function orSilence<T>(read: Promise<T>, silenceMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentConnectionError()), silenceMs);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
}
