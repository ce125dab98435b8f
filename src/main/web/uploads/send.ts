import { keyMissing } from "../api/key";
import { Problem, problemOf, Unreachable } from "../api/problem";
import { asked } from "../api/server";
import type { Upload } from "../api/types";

/** For so long nothing more of a file may go before it is given up: others wait behind it. */
const STALLED_MS = 30_000;
/** For so long the server may think about what it has; the last bytes of a slow network are on their way till then. */
const UNANSWERED_MS = 60_000;

/** Nothing happened any more to a file on its way. */
class Stalled extends Error {}

/**
 * Sends a file, and tells how much of it has gone, as a part of 1: a fetch does not know. Throws Problem, Unreachable or
 * Stalled.
 *
 * @param threadId that it is added to; null for all of one's questions
 */
export function sendFile(file: File, threadId: string | null, went: (part: number) => void, signal: AbortSignal): Promise<Upload> {
  const params = new URLSearchParams({ name: file.name });
  if (threadId !== null) params.set("threadId", threadId);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", new URL(`./documents?${params}`, asked().base));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    Object.entries(asked().headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    let timer = 0;
    const within = (ms: number) => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        reject(new Stalled());
        request.abort();
      }, ms);
    };
    request.upload.onprogress = (e) => {
      within(e.loaded < e.total ? STALLED_MS : UNANSWERED_MS);
      if (e.lengthComputable) went(e.loaded / e.total);
    };
    request.onloadend = () => clearTimeout(timer);
    request.onerror = () => reject(new Unreachable("the connection broke"));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status });
      if (request.status === 401) keyMissing();
      if (response.ok) response.json().then((upload: Upload) => resolve(upload), () => reject(new Unreachable("no JSON")));
      else problemOf(response).then(reject);
    };
    signal.addEventListener("abort", () => request.abort());
    within(STALLED_MS);
    request.send(file);
  });
}

/** Whether the same file may be taken another time. */
export function mayBeTakenLater(e: unknown): boolean {
  return !(e instanceof Problem) || e.status === 401 || e.status === 429 || e.status >= 500;
}

/** Why a file was not taken, as a sentence. */
export function whyNot(e: unknown): string {
  if (e instanceof Problem) return `${e.detail}.`;
  if (e instanceof Stalled) return "It stood still: nothing more of it could be sent.";
  return "The server cannot be reached.";
}
