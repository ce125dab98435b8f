import { goNew, hrefOf, type Route } from "../browser/route";
import { nextTheme, theme } from "../browser/theme";
import { Icon, Logo } from "../controls/Icon";
import { IconButton } from "../controls/IconButton";
import { mac } from "../hooks/useShortcuts";
import { SignedIn } from "../session/SignedIn";
import { useStore } from "../store/useStore";
import { ThreadListView } from "../threads/ThreadListView";

interface Props { route: Route; drawer: boolean; close: () => void; help: () => void }

const THEMES = { system: "auto", light: "sun", dark: "moon" } as const;

/** The threads, and the ways to everything else; a drawer where the page is narrow. */
export function Sidebar({ route, drawer, close, help }: Props) {
  const colours = useStore(theme);
  return (
    <nav className="sidebar" aria-label="Threads" data-open={drawer} onClick={(e) => {
      if (e.target instanceof Element && e.target.closest("a, .new-thread") !== null) close();
    }}>
      <div className="sidebar-head">
        <a className="brand" href="#/" aria-label="Rill, new thread"><Logo />Rill</a>
        <IconButton icon="close" label="Close" className="only-narrow" onClick={close} />
      </div>
      <button type="button" className="new-thread" onClick={goNew}
              aria-keyshortcuts={mac ? "Shift+Meta+O" : "Control+Shift+O"}>
        <Icon name="plus" />New thread<kbd aria-hidden="true">{mac ? "⇧⌘O" : "Ctrl+Shift+O"}</kbd>
      </button>
      <ThreadListView route={route} />
      <SignedIn />
      <div className="sidebar-foot">
        <a className="foot-link row" href={hrefOf({ view: "documents", folder: "" })}
           aria-current={route.view === "documents" ? "page" : undefined}>
          <Icon name="document" />Documents
        </a>
        <a className="foot-link" href={hrefOf({ view: "monitor" })}
           aria-current={route.view === "monitor" ? "page" : undefined}>
          <Icon name="pulse" />Monitor
        </a>
        <span className="grow" />
        <IconButton icon="keyboard" label="Keyboard shortcuts" onClick={help} />
        <IconButton icon={THEMES[colours]} label={`Colours: ${colours}`} onClick={nextTheme} />
      </div>
    </nav>
  );
}
