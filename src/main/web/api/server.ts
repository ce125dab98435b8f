/** The server that is asked, and how. */
interface Server { base: string; headers: Record<string, string>; credentials: RequestCredentials }

/** Says that a request is this page's, where the browser does not; no other origin's page can send it. */
const PAGE = "x-rill-page";

const own = (base: string): Server => ({ base, headers: { [PAGE]: "1" }, credentials: "same-origin" });

let server = own(document.baseURI);

export const asked = (): Server => server;

/** To be called before the first request by what is on other pages too: those are known by a key, or not at all. */
export function askAt(base: string, key: string | null): void {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  server = new URL(base).origin === location.origin && key === null
    ? own(base)
    : { base, headers, credentials: "omit" };
}
