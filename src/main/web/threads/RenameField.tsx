import { useState } from "react";
import type { ThreadInfo } from "../api/types";
import { isComposing } from "../browser/input-method";
import { threadList } from "./list";

const LONGEST = 200;

/** Where a thread's new name is typed: Enter or leaving takes it, Escape does not. */
export function RenameField({ thread, done }: { thread: ThreadInfo; done: () => void }) {
  const [name, setName] = useState(thread.name);
  const take = () => {
    const trimmed = name.trim();
    if (trimmed !== "" && trimmed !== thread.name) void threadList.rename(thread, trimmed);
    done();
  };
  return (
    <input
      className="rename" aria-label="Thread name" value={name} maxLength={LONGEST} dir="auto" autoFocus
      onFocus={(e) => e.currentTarget.select()}
      onChange={(e) => setName(e.currentTarget.value)}
      onBlur={take}
      onKeyDown={(e) => {
        if (isComposing(e.nativeEvent)) return;
        if (e.key === "Enter") take();
        else if (e.key === "Escape") done();
        else return;
        e.preventDefault();
        e.stopPropagation();
      }}
    />
  );
}
