import { config } from "./config";
import { asked } from "./server";

/** As much as the server takes of where the browser comes back to. */
const LONGEST = 1000;

/** A way to sign in, for people. */
export interface SignIn { text: string; href: string }

/** Signing in at the OpenID provider, from where the page is now and back; null where there is none, or for other pages. */
export function signInAtProvider(): SignIn | null {
  const { signInAt } = config.get();
  if (signInAt === undefined || asked().credentials === "omit") return null;
  const url = new URL("./session/login", asked().base);
  const here = location.pathname + location.search + location.hash;
  url.searchParams.set("to", here.length > LONGEST ? location.pathname : here);
  return { text: `Sign in with ${signInAt}`, href: url.href };
}
