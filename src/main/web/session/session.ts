import { request, requestJson } from "../api/http";
import { keyTaken } from "../api/key";
import { Problem } from "../api/problem";
import type { Session } from "../api/types";
import { tabs } from "../browser/tabs";
import { drafts } from "../conversation/drafts";
import { outbox } from "../conversation/outbox";
import { stepMemory } from "../conversation/step-memory";
import { Store } from "../store/store";
import { wait } from "../texts/durations";

/** Who is signed in; null where nobody is, or it is not known yet. The cookie itself no script can read. */
export const session = new Store<Session | null>(null);

tabs.listen((news) => {
  if (news.kind === "signed-in") {
    keyTaken();
    void loadSession();
  } else if (news.kind === "signed-out") location.reload();
});

/** Asks the server who this is; where it is nobody, a key is asked for. */
export async function loadSession(): Promise<void> {
  try {
    session.set(await requestJson<Session>("/session"));
    keyTaken();
  } catch {
    // asked for, or tried again with the next request
  }
}

/** Signs in. Gives why not, for a person, or null. */
export async function signIn(key: string): Promise<string | null> {
  // a header takes nothing else, and no key holds it
  if (!/^[\x20-\x7e]+$/.test(key)) return "This key is not accepted. It has characters that no key has.";
  try {
    session.set(await requestJson<Session>("/session", { method: "POST", headers: { authorization: `Bearer ${key}` } }));
  } catch (e) {
    return refused(e);
  }
  keyTaken();
  tabs.tell({ kind: "signed-in" });
  return null;
}

function refused(e: unknown): string {
  if (!(e instanceof Problem)) return "The server cannot be reached. Try again in a moment.";
  if (e.status === 401) return "This key is not accepted. It may be mistyped, expired or withdrawn.";
  if (e.status === 429) return `Too many attempts. Try again in ${wait(e.retryAfterMs ?? 60_000)}.`;
  return `${e.detail.replace(/\.$/, "")}.`;
}

/** Where the browser signs out of the provider that it signed in at. */
interface SignedOut { signOutAt: string }

/** Signs out in all tabs, and forgets what was typed and not sent. Throws Unreachable where the server does not know. */
export async function signOut(): Promise<void> {
  let next: string | null = null;
  try {
    const answer = await request("/session", { method: "DELETE" });
    if (answer.status === 200) next = ((await answer.json()) as SignedOut).signOutAt;
  } catch (e) {
    if (!(e instanceof Problem && e.status === 401)) throw e;
  }
  drafts.forget();
  outbox.forget();
  stepMemory.forget();
  tabs.tell({ kind: "signed-out" });
  location.hash = "#/";
  if (next === null) location.reload();
  else location.assign(next);
}
