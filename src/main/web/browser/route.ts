/** `new` is a thread that its first question will make. */
export type Route = { view: "new" | "thread"; threadId: string } | { view: "monitor" } | { view: "documents"; folder: string };

const THREAD = /^[A-Za-z0-9._:-]{1,100}$/;

let freshId = newThreadId();

/** What the URL names. */
export function routeOf(hash: string): Route {
  if (hash === "#/monitor") return { view: "monitor" };
  if (hash === "#/documents" || hash.startsWith("#/documents/")) {
    return { view: "documents", folder: hash.slice(12).split("/").map(decode).join("/").replace(/^\/+|\/+$/g, "") };
  }
  if (hash.startsWith("#/t/")) {
    const threadId = decode(hash.slice(4));
    if (THREAD.test(threadId)) return { view: "thread", threadId };
  }
  return { view: "new", threadId: freshId };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

export const hrefOf = (route: Route): string => {
  switch (route.view) {
    case "new": return "#/";
    case "thread": return `#/t/${encodeURIComponent(route.threadId)}`;
    case "monitor": return "#/monitor";
    case "documents": return `#/documents/${route.folder.split("/").map(encodeURIComponent).join("/")}`.replace(/\/$/, "");
  }
};

/** Goes there; back leads to where the page was. */
export function go(route: Route): void {
  location.hash = hrefOf(route);
  if (route.view === "thread" && route.threadId === freshId) freshId = newThreadId();
}

export const goNew = (): void => go({ view: "new", threadId: freshId });

/** An id for a new thread, also where the page has no secure context. */
export function newThreadId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
