import { useEffect, useState } from "react";
import { loadConfig } from "../api/config";
import { Chat } from "../chat/Chat";
import { passage, type OpenDocument } from "../conversation/passage";
import { useEscape } from "../hooks/useEscape";
import { useRoute } from "../hooks/useRoute";
import { useShortcuts } from "../hooks/useShortcuts";
import { takeProviderAnswer } from "../session/provider";
import { SignInDialog } from "../session/SignInDialog";
import { loadSession } from "../session/session";
import { useStore } from "../store/useStore";
import { threadList } from "../threads/list";
import { LiveRegion } from "./LiveRegion";
import { Sidebar } from "./Sidebar";
import { Toasts } from "./Toasts";
import { later } from "./later";

const Documents = later("main", async () => (await import("./views")).Documents);
const Monitor = later("main", async () => (await import("./views")).Monitor);
const HelpDialog = later("part", async () => (await import("./views")).HelpDialog);
const ThreadUploads = later("part", async () => (await import("./views")).ThreadUploads);
const AddToThread = later("part", async () => (await import("./views")).AddToThread);
const Passage = later("aside", async () => (await import("./views")).Passage);

function keyOf({ path, source }: OpenDocument): string {
  return source === null ? path : `${path}:${source.fromLine}:${source.hash}`;
}

/** The page: threads at one side, a thread, the documents or the monitor in the middle, a passage at the other side. */
export function App() {
  const route = useRoute();
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const open = useStore(passage);
  const where = route.view === "monitor" || route.view === "documents" ? route.view : route.threadId;
  useShortcuts({ help: () => setHelp(true), search: () => setDrawer(true) });
  useEscape(drawer, 2, () => setDrawer(false));
  useEffect(() => {
    takeProviderAnswer();
    void threadList.refresh();
    void loadConfig();
    void loadSession();
  }, []);
  useEffect(() => {
    setDrawer(false);
    passage.set(null);
  }, [where]);
  return (
    <div className={`app ${open === null ? "" : "with-passage"}`}>
      <Sidebar route={route} drawer={drawer} close={() => setDrawer(false)} help={() => setHelp(true)} />
      <div className="scrim" data-open={drawer} onClick={() => setDrawer(false)} />
      {route.view === "monitor"
        ? <Monitor openDrawer={() => setDrawer(true)} />
        : route.view === "documents" ? <Documents key={route.folder} folder={route.folder} openDrawer={() => setDrawer(true)} />
        : <Chat key={route.threadId} threadId={route.threadId} fresh={route.view === "new"}
                openDrawer={() => setDrawer(true)} Uploads={ThreadUploads} Add={AddToThread} />}
      {open !== null && <Passage key={keyOf(open.document)} document={open.document} />}
      <Toasts />
      <LiveRegion />
      <SignInDialog />
      {help && <HelpDialog close={() => setHelp(false)} />}
    </div>
  );
}
