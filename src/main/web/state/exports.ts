import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import { notices } from "./notices";

/** Saves a thread as a file of the person's. */
export async function exportThread(threadId: string, type: "text/markdown" | "application/json"): Promise<void> {
  try {
    const response = await rill.export(threadId, type);
    const named = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = named ?? `thread.${type === "text/markdown" ? "md" : "json"}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 30_000);
  } catch (e) {
    notices.say(e instanceof Problem ? `Not exported: ${e.detail}` : "Not exported: the server cannot be reached.");
  }
}
