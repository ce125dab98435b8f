import { useEffect, useState } from "react";
import { keyGiven } from "../api/key";
import { rill } from "../api/rill";
import { whenVisible } from "../browser/visibility";
import { nothingYet, withLook, type History } from "./history";

const EVERY_MS = 1000;
const AFTER_FAILURE_MS = 3000;

/** Looks at the server's streams every second while the page is visible. */
export function useHistory(): { history: History; failed: boolean } {
  const [history, setHistory] = useState(nothingYet);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const closing = new AbortController();
    void (async () => {
      while (!closing.signal.aborted) {
        await whenVisible(closing.signal);
        let wait = EVERY_MS;
        try {
          await keyGiven(closing.signal);
          const view = await rill.streams(closing.signal);
          setHistory((before) => withLook(before, view, Date.now()));
          setFailed(false);
        } catch {
          if (closing.signal.aborted) return;
          setFailed(true);
          wait = AFTER_FAILURE_MS;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    })();
    return () => closing.abort();
  }, []);
  return { history, failed };
}
