import { useEffect, useState } from "react";
import { loadConfig } from "../api/config";
import { Chat } from "../chat/Chat";
import { Passage } from "../chat/Passage";
import { passage } from "../conversation/passage";
import { useEscape } from "../hooks/useEscape";
import { useRoute } from "../hooks/useRoute";
import { useShortcuts } from "../hooks/useShortcuts";
import { Monitor } from "../monitor/Monitor";
import { SignInDialog } from "../session/SignInDialog";
import { takeProviderAnswer } from "../session/provider";
import { loadSession } from "../session/session";
import { useStore } from "../store/useStore";
import { threadList } from "../threads/list";
import { HelpDialog } from "./HelpDialog";
import { LiveRegion } from "./LiveRegion";
import { Sidebar } from "./Sidebar";
import { Toasts } from "./Toasts";

/** The page: threads at one side, the thread or the monitor in the middle, a passage at the other side. */
export function App() {
  const route = useRoute();
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const open = useStore(passage);
  const where = route.view === "monitor" ? "monitor" : route.threadId;
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
        : <Chat key={route.threadId} threadId={route.threadId} fresh={route.view === "new"}
                openDrawer={() => setDrawer(true)} />}
      {open !== null && <Passage key={`${open.source.path}:${open.source.fromLine}:${open.source.hash}`} source={open.source} />}
      <Toasts />
      <LiveRegion />
      <SignInDialog />
      {help && <HelpDialog close={() => setHelp(false)} />}
    </div>
  );
}
