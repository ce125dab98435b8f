import { keyMissing } from "../api/key";
import { Problem, problemOf, Unreachable } from "../api/problem";
import { asked } from "../api/server";
import type { Upload } from "../api/types";

/**
 * Sends a file, and tells how much of it has gone, as a part of 1: a fetch does not know. Throws Problem or Unreachable.
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
    request.upload.onprogress = (e) => e.lengthComputable && went(e.loaded / e.total);
    request.onerror = () => reject(new Unreachable("the connection broke"));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status });
      if (request.status === 401) keyMissing();
      if (response.ok) response.json().then((upload: Upload) => resolve(upload), () => reject(new Unreachable("no JSON")));
      else problemOf(response).then(reject);
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** Why a file was not taken, as a sentence. */
export function whyNot(e: unknown): string {
  if (e instanceof Problem) return `${e.detail}.`;
  return "The server cannot be reached.";
}
