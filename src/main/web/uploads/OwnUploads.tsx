import { useCallback, useEffect } from "react";
import { config } from "../api/config";
import { useStore } from "../store/useStore";
import { AddFiles } from "./AddFiles";
import { DropArea } from "./DropArea";
import { UploadRows } from "./UploadRows";
import { uploadsOf } from "./uploads";

/** All that one has sent, beside the server's documents. */
export function OwnUploads() {
  const uploads = uploadsOf(null);
  const taken = useStore(config).maxUploadBytes !== undefined;
  useEffect(() => {
    const closing = new AbortController();
    uploads.load(closing.signal).catch(() => {}); // the list of documents says that the server cannot be reached
    return () => closing.abort();
  }, [uploads]);
  const add = useCallback((files: File[]) => uploads.send(files, () => {}), [uploads]);
  if (!taken) return null;
  return (
    <section aria-label="Your documents">
      <div style={{ display: "flex", alignItems: "center", gap: "0.5rem" }}>
        <h2 style={{ fontSize: "1rem" }}>Your documents</h2>
        <AddFiles label="Add documents of your own" add={add} />
      </div>
      <UploadRows uploads={uploads} label="Documents of your own" where />
      <DropArea words="Drop files to add them to your documents" add={add} />
    </section>
  );
}
