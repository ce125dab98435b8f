import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import { notices } from "../notices/notices";

/** What a download is to be called (RFC 6266): by `filename*` where there is one. */
export function downloadName(disposition: string): string | null {
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // the plain one has to do
    }
  }
  return /;\s*filename\s*=\s*"([^"]+)"/i.exec(disposition)?.[1] ?? null;
}

/** Saves a thread as a file of the person's. */
export async function exportThread(threadId: string, type: "text/markdown" | "application/json"): Promise<void> {
  try {
    const response = await rill.export(threadId, type);
    const named = downloadName(response.headers.get("content-disposition") ?? "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = named ?? `thread.${type === "text/markdown" ? "md" : "json"}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 30_000);
  } catch (e) {
    notices.say(e instanceof Problem ? `Not exported: ${e.detail}` : "Not exported: the server cannot be reached.");
  }
}
