import { config } from "../api/config";
import { request, requestJson } from "../api/http";
import { keyGiven } from "../api/key";
import { Problem } from "../api/problem";
import type { Upload } from "../api/types";
import { whenVisible } from "../browser/visibility";
import { announce } from "../notices/announce";
import { pause } from "../sse/backoff";
import { Store } from "../store/store";
import { bytes } from "../texts/files";
import { mayBeTakenLater, sendFile, whyNot } from "./send";

/** A file on its way, or an upload. */
export interface Row {
  key: string; name: string; bytes: number;
  /** How much of it has gone, as a part of 1; null while it waits for others. */
  sent: number | null;
  /** Once the server has it. */
  upload: Upload | null;
  /** Why it was not taken, as a sentence. */
  refused: string | null;
  /** Sends it once more, where that may help. */
  again: (() => void) | null;
}

const FIRST_LOOK_MS = 300;
const LONGEST_LOOK_MS = 2000;

const isLast = (upload: Upload) => upload.state === "indexed" || upload.state === "left-out";

/** What was added to a thread, or what is there for all of one's questions, and what is being sent there. */
export class Uploads {
  readonly store = new Store<Row[]>([]);
  private readonly sending = new Map<string, AbortController>();
  private following = false;
  private look = FIRST_LOOK_MS;
  private last = 0;

  constructor(private readonly threadId: string | null) {}

  /** What the server has. */
  async load(signal: AbortSignal): Promise<void> {
    const read = async () => {
      const before = new Set(this.store.get().map((row) => row.key));
      const uploads = await this.read(signal);
      const listed = new Set(uploads.map((upload) => upload.id));
      // what was taken while the list was on its way may be missing in it
      const others = this.store.get().filter(({ key, upload }) =>
        !listed.has(key) && (upload === null || !before.has(key)));
      this.store.set([...others, ...uploads.map(rowOf)]);
      void this.follow();
    };
    await read().catch(() => keyGiven(signal).then(read));
  }

  private async read(signal?: AbortSignal): Promise<Upload[]> {
    const path = this.threadId === null ? "/uploads" : `/uploads?threadId=${encodeURIComponent(this.threadId)}`;
    return (await requestJson<{ uploads: Upload[] }>(path, { signal })).uploads;
  }

  /** @param accepted called with each that the server has taken */
  send(files: File[], accepted: (upload: Upload) => void): void {
    for (const file of files) {
      const key = `sending-${++this.last}`;
      const row: Row = { key, name: file.name, bytes: file.size, sent: null, upload: null, refused: null, again: null };
      this.store.update((rows) => [row, ...rows]);
      void this.sendOne(key, file, accepted);
    }
  }

  private async sendOne(key: string, file: File, accepted: (upload: Upload) => void): Promise<void> {
    const longest = config.get().maxUploadBytes ?? 0;
    if (file.size > longest) {
      return this.refuse(key, file.name, `It is larger than the ${bytes(longest)} that are taken.`);
    }
    const stopping = new AbortController();
    this.sending.set(key, stopping);
    try {
      const upload = await inTurn(() => {
        stopping.signal.throwIfAborted();
        this.change(key, { sent: 0 });
        return sendFile(file, this.threadId, (sent) => this.change(key, { sent }), stopping.signal);
      });
      this.store.update((rows) => [rowOf(upload), ...rows.filter((r) => r.key !== key && r.key !== upload.id)]);
      accepted(upload);
      void this.follow();
    } catch (e) {
      const again = () => {
        this.change(key, { sent: null, refused: null, again: null });
        void this.sendOne(key, file, accepted);
      };
      if (!stopping.signal.aborted) this.refuse(key, file.name, whyNot(e), mayBeTakenLater(e) ? again : null);
    } finally {
      this.sending.delete(key);
    }
  }

  private refuse(key: string, name: string, refused: string, again: (() => void) | null = null): void {
    this.change(key, { refused, again });
    announce(`${name} was not taken. ${refused}`);
  }

  /**
   * Until all are indexed, left out or deleted. One request for all of them: a stream for each would take the few
   * connections that a browser has.
   */
  private async follow(): Promise<void> {
    this.look = FIRST_LOOK_MS;
    if (this.following) return;
    this.following = true;
    for (let left = this.unfinished(); left.length > 0; left = this.unfinished()) {
      const always = new AbortController().signal;
      await pause(this.look, always);
      await whenVisible(always);
      await keyGiven(always);
      this.look = Math.min(LONGEST_LOOK_MS, this.look * 1.5);
      const now = await this.read().catch(() => null);
      if (now !== null) left.forEach((id) => this.tell(id, now.find((upload) => upload.id === id)));
    }
    this.following = false;
  }

  private unfinished(): string[] {
    return this.store.get().flatMap(({ upload }) => (upload === null || isLast(upload) ? [] : [upload.id]));
  }

  private tell(id: string, now: Upload | undefined): void {
    if (now === undefined) return this.drop(id);
    this.change(id, { upload: now });
    if (isLast(now)) announce(now.state === "indexed" ? `${now.name} is ready.` : `${now.name} cannot be read.`);
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
  return { key: upload.id, name: upload.name, bytes: upload.bytes, sent: 1, upload, refused: null, again: null };
}

let line: Promise<unknown> = Promise.resolve();

/** Files go one after the other: what one is refused for counts against no other, and questions find a connection. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = line.then(work);
  line = turn.catch(() => {});
  return turn;
}

const all = new Map<string | null, Uploads>();

/** The same for as long as the page lives: what is being sent goes on where something else is looked at. */
export function uploadsOf(threadId: string | null): Uploads {
  let uploads = all.get(threadId);
  if (uploads === undefined) all.set(threadId, (uploads = new Uploads(threadId)));
  return uploads;
}
