import { config } from "../api/config";
import { request, requestJson } from "../api/http";
import { keyGiven } from "../api/key";
import { Problem } from "../api/problem";
import type { Upload } from "../api/types";
import { announce } from "../notices/announce";
import { frames } from "../sse/body";
import { pause } from "../sse/backoff";
import { Store } from "../store/store";
import { sendFile, whyNot } from "./send";

/** A file on its way, or an upload. */
export interface Row {
  key: string; name: string; bytes: number;
  /** How much of it has gone, as a part of 1. */
  sent: number;
  /** Once the server has it. */
  upload: Upload | null;
  /** Why it was not taken, as a sentence. */
  refused: string | null;
}

const AGAIN_MS = 2000;

const isLast = (upload: Upload) => upload.state === "indexed" || upload.state === "left-out";

/** What was added to a thread, or what is there for all of one's questions, and what is being sent there. */
export class Uploads {
  readonly store = new Store<Row[]>([]);
  private readonly sending = new Map<string, AbortController>();
  private readonly followed = new Set<string>();
  private last = 0;

  constructor(private readonly threadId: string | null) {}

  /** What the server has. */
  async load(signal: AbortSignal): Promise<void> {
    const path = this.threadId === null ? "/uploads" : `/uploads?threadId=${encodeURIComponent(this.threadId)}`;
    const read = async () => {
      const { uploads } = await requestJson<{ uploads: Upload[] }>(path, { signal });
      const known = this.store.get().filter((row) => row.upload === null);
      this.store.set([...known, ...uploads.map(rowOf)]);
      uploads.filter((upload) => !isLast(upload)).forEach((upload) => void this.follow(upload));
    };
    await read().catch(() => keyGiven(signal).then(read));
  }

  /** @param accepted called with each that the server has taken */
  send(files: File[], accepted: (upload: Upload) => void): void {
    files.forEach((file) => void this.sendOne(file, accepted));
  }

  private async sendOne(file: File, accepted: (upload: Upload) => void): Promise<void> {
    const key = `sending-${++this.last}`;
    const longest = config.get().maxUploadBytes ?? 0;
    const row: Row = { key, name: file.name, bytes: file.size, sent: 0, upload: null, refused: null };
    this.store.update((rows) => [row, ...rows]);
    if (file.size > longest) return this.refuse(key, file.name, `It is larger than the ${longest} bytes that are taken.`);
    const stopping = new AbortController();
    this.sending.set(key, stopping);
    try {
      const upload = await sendFile(file, this.threadId, (sent) => this.change(key, { sent }), stopping.signal);
      this.store.update((rows) => [rowOf(upload), ...rows.filter((r) => r.key !== key && r.key !== upload.id)]);
      accepted(upload);
      void this.follow(upload);
    } catch (e) {
      if (!stopping.signal.aborted) this.refuse(key, file.name, whyNot(e));
    } finally {
      this.sending.delete(key);
    }
  }

  private refuse(key: string, name: string, refused: string): void {
    this.change(key, { refused });
    announce(`${name} was not taken. ${refused}`);
  }

  /** Until it is indexed, left out or deleted. */
  private async follow(upload: Upload): Promise<void> {
    if (this.followed.has(upload.id)) return;
    this.followed.add(upload.id);
    const silence = () => 3 * config.get().keepAliveMs + 15_000;
    for (let ended = isLast(upload); !ended;) {
      try {
        const response = await request(`/uploads/${upload.id}`, { accept: "text/event-stream" });
        for await (const batch of frames(response.body!, silence)) {
          for (const frame of batch) {
            if (frame.event === "deleted") return this.drop(upload.id);
            const now = JSON.parse(frame.data) as Upload;
            ended = isLast(now);
            this.change(upload.id, { upload: now });
            if (ended) announce(now.state === "indexed" ? `${now.name} is ready.` : `${now.name} cannot be read.`);
          }
        }
      } catch (e) {
        if (e instanceof Problem && e.status === 404) return this.drop(upload.id);
      }
      if (!ended) await pause(AGAIN_MS, new AbortController().signal);
    }
    this.followed.delete(upload.id);
  }

  /** Deletes an upload, or gives up what is being sent. Throws Problem or Unreachable. */
  async remove(row: Row): Promise<void> {
    this.sending.get(row.key)?.abort();
    if (row.upload !== null) {
      const path = row.upload.path.split("/").map(encodeURIComponent).join("/");
      await request(`/documents/${path}`, { method: "DELETE" }).catch((e: unknown) => {
        if (!(e instanceof Problem && e.status === 404)) throw e;
      });
    }
    this.drop(row.key);
  }

  private drop(key: string): void {
    this.store.update((rows) => rows.filter((row) => row.key !== key));
  }

  private change(key: string, some: Partial<Row>): void {
    this.store.update((rows) => rows.map((row) => (row.key === key ? { ...row, ...some } : row)));
  }
}

function rowOf(upload: Upload): Row {
  return { key: upload.id, name: upload.name, bytes: upload.bytes, sent: 1, upload, refused: null };
}

const all = new Map<string | null, Uploads>();

/** The same for as long as the page lives: what is being sent goes on where something else is looked at. */
export function uploadsOf(threadId: string | null): Uploads {
  let uploads = all.get(threadId);
  if (uploads === undefined) all.set(threadId, (uploads = new Uploads(threadId)));
  return uploads;
}
