import { useId, useRef, type KeyboardEvent } from "react";
import type { ThreadInfo } from "../api/types";
import { exportThread } from "../state/exports";
import { go, goNew, routeOf } from "../state/route";
import { threadList } from "../state/threads";
import { Icon, type IconName } from "./Icon";
import { IconButton } from "./IconButton";

interface Props { thread: ThreadInfo; rename: () => void }

/** What can be done to a thread. */
export function ThreadMenu({ thread, rename }: Props) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);

  const show = () => {
    const place = button.current!.getBoundingClientRect();
    const element = menu.current!;
    element.togglePopover();
    if (!element.matches(":popover-open")) return;
    const size = element.getBoundingClientRect();
    element.style.top = `${Math.max(8, Math.min(place.bottom + 4, innerHeight - size.height - 8))}px`;
    element.style.left = `${Math.max(8, Math.min(place.right - size.width, innerWidth - size.width - 8))}px`;
    element.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  };
  const close = () => {
    if (menu.current?.matches(":popover-open")) menu.current.hidePopover();
    button.current?.querySelector("button")?.focus();
  };
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const remove = () => {
    const here = routeOf(location.hash);
    const open = here.view === "thread" && here.threadId === thread.threadId;
    threadList.delete(thread, () => open && go(here));
    if (open) goNew();
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
  return (
    <span className="menu-anchor" ref={button}>
      <IconButton icon="more" label={`Actions for ${thread.name || "this thread"}`} aria-haspopup="menu"
                  aria-controls={id} onClick={show} />
      <div id={id} className="menu" role="menu" popover="auto" ref={menu} onKeyDown={onKey}
           aria-label={`Actions for ${thread.name || "this thread"}`}>
        <Item icon="edit" label="Rename" run={run(rename)} />
        <Item icon="download" label="Export as Markdown" run={run(() => void exportThread(thread.threadId, "text/markdown"))} />
        <Item icon="download" label="Export as JSON" run={run(() => void exportThread(thread.threadId, "application/json"))} />
        <Item icon="trash" label="Delete" danger run={run(remove)} />
      </div>
    </span>
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
