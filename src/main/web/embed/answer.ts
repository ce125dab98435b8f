import type { Token } from "marked";
import type { Source } from "../api/types";
import { asked } from "../api/server";
import { isRunning, type AnswerState } from "../conversation/answer";
import { GrowingMarkdown } from "../markdown/blocks";
import { failedWords, finishWords } from "../texts/failures";
import { stepName } from "../texts/steps";
import { el, replaceFrom } from "./dom";
import { block } from "./markdown";

/** Longer lists of sources are folded. */
const MOST_OPEN = 4;

/** An answer on the page. What has come to stay is not made anew when more comes. */
export class AnswerView {
  readonly element = el("div", { className: "answer" });
  private readonly text = el("div", { className: "text" });
  private readonly status = el("p", { className: "status" });
  private readonly growing = new GrowingMarkdown();
  private shown: Token[] = [];
  private sourcesShown = false;

  /** @param documents where the documents are read, with {path}, {from} and {to} in it; empty for the server's own */
  constructor(private readonly documents: string) {
    this.element.append(this.text, this.status);
  }

  show(answer: AnswerState): void {
    const running = isRunning(answer);
    this.element.setAttribute("aria-busy", String(running));
    const sources = cited(answer.sources ?? []);
    if (!running && sources.length > 0 && !this.sourcesShown) this.shown = [];
    const blocks = this.growing.update(answer.text, running);
    let same = 0;
    while (same < this.shown.length && same < blocks.length && this.shown[same]!.raw === blocks[same]!.raw
      && this.shown[same]!.type === blocks[same]!.type) same++;
    replaceFrom(this.text, same, blocks.slice(same).map((token) => el("div", {},
      block(token, (id) => this.citation(sources.find((source) => source.id === id))))));
    this.shown = blocks;
    this.status.textContent = said(answer);
    this.status.classList.toggle("working", running);
    if (!running && sources.length > 0 && !this.sourcesShown) {
      this.sourcesShown = true;
      this.element.append(this.list(sources));
    }
  }

  private citation(source: Source | undefined): Node | null {
    if (source === undefined) return null;
    const link = this.link(source, `[${source.id}]`);
    link.className = "cite";
    link.title = `${source.title} · ${source.path}, ${source.place.label}`;
    link.setAttribute("aria-label", `Source ${source.id}: ${source.title}`);
    return link;
  }

  private list(sources: Source[]): Node {
    const items = sources.map((source) => el("li", { value: source.id },
      this.link(source, source.title || source.path),
      el("span", { className: "place" }, `${source.path}, ${source.place.label}`)));
    const list = el("ol", {}, ...items);
    return el("details", { className: "sources", open: sources.length <= MOST_OPEN },
      el("summary", {}, sources.length === 1 ? "1 source" : `${sources.length} sources`), list);
  }

  private link(source: Source, text: string): HTMLAnchorElement {
    return el("a", { href: this.href(source), target: "_blank", rel: "noopener" }, text);
  }

  private href(source: Source): string {
    const path = source.path.split("/").map(encodeURIComponent).join("/");
    if (this.documents === "") {
      return `${asked().base}documents/${path}?from=${source.fromLine}&to=${source.toLine}`;
    }
    const known: Record<string, string> = {
      path, name: path.replace(/\.[^./]+$/, ""), from: String(source.fromLine), to: String(source.toLine),
    };
    return this.documents.replace(/\{(path|name|from|to)\}/g, (_, name: string) => known[name]!);
  }
}

/** Those that the answer cites; all, where it cites none. */
function cited(sources: Source[]): Source[] {
  const quoted = sources.filter((source) => source.text !== undefined);
  return quoted.length > 0 ? quoted : sources;
}

/** What is under an answer's text: what is being done, or why it ended early. */
function said(answer: AnswerState): string {
  switch (answer.status) {
    case "sending":
    case "streaming": {
      if (answer.lost) return "Connection lost. Reconnecting…";
      const step = answer.steps.at(-1);
      return step === undefined ? "Asking…" : `${stepName(step.step, false)}…`;
    }
    case "complete": {
      const words = finishWords(answer.finishReason);
      return words === null ? "" : `${words.title} ${words.text}`;
    }
    case "cancelled": return "Stopped.";
    case "interrupted": return "The answer was interrupted.";
    case "error": {
      const words = failedWords(answer.failure?.code ?? "", answer.failure?.words ?? "");
      return `${words.title}. ${words.text}`;
    }
  }
}
