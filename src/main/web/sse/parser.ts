/** One dispatched event of a text/event-stream. */
export interface Frame {
  event: string;
  data: string;
  /** The last id the stream has set, "" where it set none. */
  id: string;
}

const CR = "\r";
const LF = "\n";

/**
 * Reads a text/event-stream as https://html.spec.whatwg.org/multipage/server-sent-events.html has it, whatever the
 * boundaries of the chunks are: between CR and LF, inside a character, inside a field.
 */
export class SseParser {
  private readonly decoder = new TextDecoder();
  private line = "";
  private afterCr = false;
  private event = "";
  private data: string[] = [];
  private id = "";

  /** The events that became complete with this chunk. What the stream leaves unfinished at its end is dropped. */
  push(chunk: Uint8Array): Frame[] {
    const text = this.decoder.decode(chunk, { stream: true });
    const frames: Frame[] = [];
    let start = 0;
    if (this.afterCr && text.length > 0) {
      this.afterCr = false;
      if (text[0] === LF) start = 1;
    }
    for (let i = start; i < text.length; i++) {
      const c = text[i];
      if (c !== CR && c !== LF) continue;
      this.endOfLine(this.line + text.slice(start, i), frames);
      this.line = "";
      if (c === CR) {
        if (i + 1 === text.length) this.afterCr = true;
        else if (text[i + 1] === LF) i++;
      }
      start = i + 1;
    }
    this.line += text.slice(start);
    return frames;
  }

  private endOfLine(line: string, frames: Frame[]): void {
    if (line === "") {
      if (this.data.length > 0) {
        frames.push({ event: this.event || "message", data: this.data.join(LF), id: this.id });
      }
      this.event = "";
      this.data = [];
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? "" : line.slice(colon + 1);
    if (value.startsWith(" ")) value = value.slice(1);
    this.field(name, value);
  }

  private field(name: string, value: string): void {
    if (name === "data") this.data.push(value);
    else if (name === "event") this.event = value;
    else if (name === "id" && !value.includes("\0")) this.id = value;
  }
}
