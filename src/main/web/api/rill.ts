import { request, requestJson } from "./http";
import { asked } from "./server";
import type { DocumentList, DocumentText, StreamsView, Suggestions, ThreadDetail, ThreadInfo, ThreadPage } from "./types";

/** What the server gives at a time, at the most. */
export const LARGEST_PAGE = 100;

const thread = (id: string) => `/threads/${encodeURIComponent(id)}`;

/** The routes that the page uses, but for the streams themselves. */
export const rill = {
  threads(query: string, limit: number, cursor: string | null, signal?: AbortSignal): Promise<ThreadPage> {
    const params = new URLSearchParams({ limit: String(limit) });
    if (query) params.set("q", query);
    if (cursor) params.set("cursor", cursor);
    return requestJson(`/threads?${params}`, { signal });
  },

  thread: (id: string, signal?: AbortSignal): Promise<ThreadDetail> => requestJson(thread(id), { signal }),

  rename: (id: string, name: string): Promise<ThreadInfo> =>
    requestJson(thread(id), { method: "PATCH", body: { name }, keepalive: true }),

  /** Deletes; safe to call while the page goes away. */
  delete: (id: string): Promise<Response> => request(thread(id), { method: "DELETE", keepalive: true }),

  export: (id: string, type: "text/markdown" | "application/json"): Promise<Response> =>
    request(`${thread(id)}/export`, { accept: type }),

  documents: (signal?: AbortSignal): Promise<DocumentList> => requestJson("/documents", { signal }),

  documentPage(asked: { folder: string; query: string; limit: number; after: string }, signal?: AbortSignal): Promise<DocumentList> {
    const params = new URLSearchParams({ limit: String(asked.limit) });
    if (asked.folder) params.set("folder", asked.folder);
    if (asked.query) params.set("q", asked.query);
    else params.set("children", "true");
    if (asked.after) params.set("after", asked.after);
    return requestJson(`/documents?${params}`, { signal });
  },

  /** Where a document's file is had. */
  originalHref: (path: string): string =>
    new URL(`./originals/${path.split("/").map(encodeURIComponent).join("/")}`, asked().base).href,

  /** Where the picture of a page is had, some lines of the text marked on it. */
  pageHref(path: string, page: number, marked: { from: number; to: number } | null): string {
    const lines = marked === null ? "" : `?from=${marked.from}&to=${marked.to}`;
    return new URL(`./pages/${page}/${path.split("/").map(encodeURIComponent).join("/")}${lines}`, asked().base).href;
  },

  /** Lines of a document; with the hash of a source, whether it has changed since it was cited. */
  document(path: string, from: number, to: number, hash?: string, signal?: AbortSignal): Promise<DocumentText> {
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    const asked = hash === undefined ? "" : `&hash=${encodeURIComponent(hash)}`;
    return requestJson(`/documents/${encoded}?from=${from}&to=${to}${asked}`, { signal });
  },

  suggestions: (signal?: AbortSignal): Promise<Suggestions> => requestJson("/suggestions", { signal }),

  stop: (messageId: string): Promise<Response> =>
    request(`/chat/stream/${encodeURIComponent(messageId)}`, { method: "DELETE" }),

  streams: (signal?: AbortSignal): Promise<StreamsView> => requestJson("/streams", { signal }),
};
