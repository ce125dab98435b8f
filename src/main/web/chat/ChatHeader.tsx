import { useState } from "react";
import { goNew } from "../browser/route";
import { IconButton } from "../controls/IconButton";
import { useStore } from "../store/useStore";
import { threadList } from "../threads/list";
import { RenameField } from "../threads/RenameField";
import { ThreadMenu } from "../threads/ThreadMenu";

interface Props { threadId: string; name: string | null; stored: boolean; openDrawer: () => void }

/** Which thread this is, and what can be done to it. */
export function ChatHeader({ threadId, name, stored, openDrawer }: Props) {
  const list = useStore(threadList.store);
  const [renaming, setRenaming] = useState(false);
  const listed = list.threads.find((t) => t.threadId === threadId);
  const thread = listed ?? { threadId, name: name ?? "", createdAt: "", updatedAt: "", messageCount: 0 };
  const shown = listed?.name ?? name ?? "New thread";
  return (
    <header className="chat-header">
      <IconButton icon="menu" label="Threads" className="only-narrow" onClick={openDrawer} />
      {renaming
        ? <h1 className="renaming"><RenameField thread={thread} done={() => setRenaming(false)} /></h1>
        : <h1 dir="auto" title={shown}>{shown}</h1>}
      {stored && !renaming && <ThreadMenu thread={thread} rename={() => setRenaming(true)} />}
      <IconButton icon="plus" label="New thread" className="only-narrow" onClick={goNew} />
    </header>
  );
}
