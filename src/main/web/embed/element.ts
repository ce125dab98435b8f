import { config } from "../api/config";
import { perFrame } from "../browser/frames";
import { isRunning } from "../conversation/answer";
import { AnswerView } from "./answer";
import { el, icon } from "./dom";
import css from "./embed.css";
import { Talk } from "./talk";

const LONGEST_SAID = 400;
const NEAR_THE_END = 48;
/** Pictures of the buttons. */
const CHAT = "M4 5h16v11H9l-5 4z";
const CLOSE = "M6 6l12 12M18 6L6 18";
const ANEW = "M12 5v14M5 12h14";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css as string);

/**
 * A small chat. Attributes: `floating` for a button that opens it, `label` for its name, `placeholder`, `theme` (light or
 * dark; else the system's), `documents` for links to the documents on a site of their own.
 */
export class RillChat extends HTMLElement {
  private readonly log = el("div", { className: "log", tabIndex: 0 });
  private readonly status = el("div", { className: "for-ears" });
  private readonly refusal = el("p", { className: "refusal" });
  private readonly input = el("textarea", { rows: 1, id: "question" });
  private readonly button = el("button", { type: "submit", className: "send" });
  private readonly panel = el("section", { className: "panel", id: "panel" });
  private readonly opener = el("button", { type: "button", className: "opener" }, icon(CHAT));
  private readonly paint = perFrame(() => this.show());
  private readonly talk = new Talk(() => this.paint.ask());
  private views: { question: HTMLElement; answer: AnswerView }[] = [];
  private built = false;
  private isOpen = false;
  private wasRunning = false;

  connectedCallback(): void {
    if (!this.built) this.build();
    this.built = true;
    this.talk.reopen();
    if (!this.floating) void this.talk.begin();
  }

  disconnectedCallback(): void {
    this.talk.close();
  }

  private get floating(): boolean {
    return this.hasAttribute("floating");
  }

  private get label(): string {
    return this.getAttribute("label") ?? "Ask the documents";
  }

  private build(): void {
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-label", "Conversation");
    this.log.setAttribute("aria-live", "off"); // each word would be read; what is worth it is said below
    this.status.setAttribute("role", "status");
    this.refusal.setAttribute("role", "alert");
    this.panel.setAttribute("aria-label", this.label);
    this.input.placeholder = this.getAttribute("placeholder") ?? "Ask a question";
    this.panel.append(this.header(), this.log, this.refusal, this.form(), this.status);
    root.append(this.panel);
    if (this.floating) {
      this.panel.setAttribute("role", "dialog");
      this.panel.hidden = true;
      this.opener.setAttribute("aria-label", this.label);
      this.opener.setAttribute("aria-controls", "panel");
      this.opener.setAttribute("aria-expanded", "false");
      this.opener.addEventListener("click", () => this.open(!this.isOpen));
      this.panel.addEventListener("keydown", (e) => {
        if (e.key === "Escape") this.open(false);
      });
      root.append(this.opener);
    }
    this.show();
  }

  private header(): Node {
    const header = el("header", {}, el("h2", {}, this.label), tool("New conversation", ANEW, () => {
      this.talk.renew();
      this.input.focus();
    }));
    if (this.floating) header.append(tool("Close", CLOSE, () => this.open(false)));
    return header;
  }

  private form(): Node {
    const form = el("form", {}, el("label", { htmlFor: "question", className: "for-ears" }, "Question"), this.input,
      this.button);
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      if (this.talk.running) void this.talk.stop();
      else void this.send();
    });
    this.input.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" || e.shiftKey || e.isComposing) return;
      e.preventDefault();
      if (!this.talk.running) void this.send();
    });
    return form;
  }

  private open(open: boolean): void {
    this.isOpen = open;
    this.panel.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    this.opener.setAttribute("aria-label", open ? "Close the chat" : this.label);
    if (!open) return this.opener.focus();
    void this.talk.begin();
    this.input.focus();
    this.log.scrollTop = this.log.scrollHeight;
  }

  private async send(): Promise<void> {
    const question = this.input.value.trim();
    if (question === "") return;
    this.input.value = "";
    this.log.scrollTop = this.log.scrollHeight;
    await this.talk.begin();
    if (!await this.talk.ask(question) && this.input.value === "") this.input.value = question;
  }

  private show(): void {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END;
    const { exchanges, running, refusal } = this.talk;
    while (this.views.length > exchanges.length) {
      const { question, answer } = this.views.pop()!;
      question.remove();
      answer.element.remove();
    }
    exchanges.forEach((exchange, i) => {
      if (this.views[i] === undefined) {
        const question = el("p", { className: "question", dir: "auto" }, exchange.question);
        const answer = new AnswerView(this.getAttribute("documents") ?? "");
        this.views.push({ question, answer });
        this.log.append(question, answer.element);
      }
      this.views[i]!.answer.show(exchange.answer);
    });
    this.refusal.replaceChildren(refusal === null ? "" : `${refusal.title}. ${refusal.text}`);
    if (refusal?.way !== undefined) this.refusal.append(" ", el("a", { href: refusal.way.href }, refusal.way.text));
    this.input.maxLength = config.get().maxMessageChars;
    this.button.textContent = running ? "Stop" : "Send";
    this.button.classList.toggle("stop", running);
    if (atEnd) this.log.scrollTop = this.log.scrollHeight;
    this.tell(running);
  }

  /** To a screen reader: that an answer is being written, and the whole of it. */
  private tell(running: boolean): void {
    if (running === this.wasRunning) return;
    this.wasRunning = running;
    const last = this.talk.exchanges.at(-1)?.answer;
    if (last === undefined || isRunning(last)) {
      this.status.textContent = running ? "The answer is being written." : "";
      return;
    }
    const plain = last.text.replace(/[*_`#>|]+/g, "").replace(/\s+/g, " ");
    this.status.textContent = last.status !== "complete" ? "The answer has ended early."
      : `Answer: ${plain.length > LONGEST_SAID ? `${plain.slice(0, LONGEST_SAID)}… The rest is in the conversation.` : plain}`;
  }
}

function tool(name: string, path: string, action: () => void): HTMLElement {
  const button = el("button", { type: "button", title: name }, icon(path));
  button.setAttribute("aria-label", name);
  button.addEventListener("click", action);
  return button;
}
