import { tabs } from "../browser/tabs";
import { Store } from "../store/store";

const ANSWER = "sign-in";
const DONE = "done";

/** Why nobody was signed in at the provider, by the server's codes. */
const WHY: Record<string, string> = {
  "provider-unavailable": "The sign-in service does not answer. Try again in a moment.",
  "provider-refused": "The sign-in service refused this server. Whoever runs the server finds the reason in its log.",
  denied: "The sign-in service did not let you in, or you turned back there.",
  expired: "Signing in took too long. Please begin again.",
  "not-begun": "This sign-in was not begun in this browser, or it is over already. Please begin again.",
  "not-genuine": "The answer of the sign-in service could not be verified. Please begin again.",
  "too-large": "The sign-in service tells more about you than this server takes. Whoever runs it can have it tell less.",
  "no-user": "The sign-in service does not tell for sure who you are. Whoever runs the server finds the reason in its log.",
  busy: "Many people are signing in right now. Try again in a moment.",
};

/** What came of signing in at the provider, for a person; null where all is well. */
export const providerFault = new Store<string | null>(null);

/** Takes what the server says in the page's address out of it. Called once, when the page begins. */
export function takeProviderAnswer(): void {
  const url = new URL(location.href);
  const code = url.searchParams.get(ANSWER);
  if (code === null) return;
  if (code === DONE) tabs.tell({ kind: "signed-in" });
  else providerFault.set(WHY[code] ?? "Signing in did not work. Please begin again.");
  url.searchParams.delete(ANSWER);
  history.replaceState(history.state, "", url);
}
