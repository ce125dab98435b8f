import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { ThreadInfo } from "../api/types";
import { go, goNew, routeOf } from "../browser/route";
import { Icon, type IconName } from "../controls/Icon";
import { IconButton } from "../controls/IconButton";
import { exportThread } from "./exports";
import { threadList } from "./list";

interface Props { thread: ThreadInfo; rename: () => void }

/** What can be done to a thread: a button that opens a menu. */
export function ThreadMenu({ thread, rename }: Props) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const label = `Actions for ${thread.name || "this thread"}`;
  return (
    <span className="menu-anchor" ref={anchor}>
      <IconButton icon="more" label={label} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && <Menu thread={thread} rename={rename} label={label} anchor={anchor} closed={() => setOpen(false)} />}
    </span>
  );
}

interface MenuProps extends Props { label: string; anchor: RefObject<HTMLSpanElement | null>; closed: () => void }

function Menu({ thread, rename, label, anchor, closed }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current!;
    const place = anchor.current!.getBoundingClientRect();
    element.showPopover();
    const size = element.getBoundingClientRect();
    element.style.top = `${Math.max(8, Math.min(place.bottom + 4, innerHeight - size.height - 8))}px`;
    element.style.left = `${Math.max(8, Math.min(place.right - size.width, innerWidth - size.width - 8))}px`;
    element.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [anchor]);

  const close = () => {
    menu.current?.hidePopover();
    anchor.current?.querySelector("button")?.focus();
  };
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const remove = () => {
    const here = routeOf(location.hash);
    const shown = here.view === "thread" && here.threadId === thread.threadId;
    threadList.delete(thread, () => shown && go(here));
    if (shown) goNew();
  };
  const onKey = (e: KeyboardEvent) => {
    const items = [...menu.current!.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (e.key === "Escape" || e.key === "Tab") close();
    else if (e.key === "ArrowDown") items[(at + 1) % items.length]?.focus();
    else if (e.key === "ArrowUp") items[(at + items.length - 1) % items.length]?.focus();
    else if (e.key === "Home") items[0]?.focus();
    else if (e.key === "End") items.at(-1)?.focus();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const save = (type: "text/markdown" | "application/json") => run(() => void exportThread(thread.threadId, type));
  return (
    <div className="menu" role="menu" popover="auto" ref={menu} aria-label={label} onKeyDown={onKey}
         onToggle={(e) => e.newState === "closed" && closed()}>
      <Item icon="edit" label="Rename" run={run(rename)} />
      <Item icon="download" label="Export as Markdown" run={save("text/markdown")} />
      <Item icon="download" label="Export as JSON" run={save("application/json")} />
      <Item icon="trash" label="Delete" danger run={run(remove)} />
    </div>
  );
}

interface ItemProps { icon: IconName; label: string; run: () => void; danger?: boolean }

function Item({ icon, label, run, danger }: ItemProps) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} className={danger ? "danger" : undefined} onClick={run}>
      <Icon name={icon} size={16} />{label}
    </button>
  );
}
