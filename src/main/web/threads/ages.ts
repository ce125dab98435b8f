import type { ThreadInfo } from "../api/types";

const DAY_MS = 86_400_000;

interface AgeGroup { label: string; items: ThreadInfo[] }

/** Threads under how long ago they were used, in their order. */
export function byAge(threads: ThreadInfo[], now: number): AgeGroup[] {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const label = (thread: ThreadInfo) => {
    const at = Date.parse(thread.updatedAt);
    if (at >= midnight) return "Today";
    if (at >= midnight - DAY_MS) return "Yesterday";
    if (at >= midnight - 6 * DAY_MS) return "Last 7 days";
    if (at >= midnight - 29 * DAY_MS) return "Last 30 days";
    return "Older";
  };
  const groups: AgeGroup[] = [];
  for (const thread of threads) {
    const name = label(thread);
    const group = groups.find((g) => g.label === name);
    if (group) group.items.push(thread);
    else groups.push({ label: name, items: [thread] });
  }
  return groups;
}
