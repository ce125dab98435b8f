import { useCallback, useEffect } from "react";
import { config } from "../api/config";
import { go } from "../browser/route";
import { useStore } from "../store/useStore";
import { threadList } from "../threads/list";
import { AddFiles } from "./AddFiles";
import { DropArea } from "./DropArea";
import { UploadRows } from "./UploadRows";
import { uploadsOf } from "./uploads";

interface Props { threadId: string; fresh: boolean }

/** What was added to a thread, above where a question is typed; more can be dropped anywhere. */
export function ThreadUploads({ threadId, fresh }: Props) {
  const uploads = uploadsOf(threadId);
  const add = useAdd({ threadId, fresh });
  useEffect(() => {
    const closing = new AbortController();
    if (!fresh) uploads.load(closing.signal).catch(() => {}); // the thread itself says that it cannot be read
    return () => closing.abort();
  }, [uploads, fresh]);
  if (!useTaken()) return null;
  return (
    <>
      <UploadRows uploads={uploads} label="Documents of this thread" />
      <DropArea words="Drop files to add them to this thread" add={add} />
    </>
  );
}

/** The same for who cannot drop anything. */
export function AddToThread(props: Props) {
  const add = useAdd(props);
  return useTaken() ? <AddFiles label="Add documents to this thread" add={add} /> : null;
}

function useTaken(): boolean {
  return useStore(config).maxUploadBytes !== undefined;
}

/** The first file makes the thread. */
function useAdd({ threadId, fresh }: Props): (files: File[]) => void {
  return useCallback((files) => uploadsOf(threadId).send(files, () => {
    void threadList.refresh();
    if (fresh) go({ view: "thread", threadId });
  }), [threadId, fresh]);
}
