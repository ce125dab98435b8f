import { Store } from "../store/store";
import { requestJson } from "./http";
import type { PageConfig } from "./types";

/** What the server is configured to; until it has told, what it is where nobody configured it. */
export const config = new Store<PageConfig>({ maxMessageChars: 5000, keepAliveMs: 10_000, keysTaken: true });

/** Whether it has told, or cannot be asked. */
export const configAsked = new Store(false);

/** Asks the server, and again once the network is back where it could not be asked. */
export async function loadConfig(): Promise<void> {
  try {
    config.set(await requestJson<PageConfig>("/page/config"));
  } catch {
    addEventListener("online", () => void loadConfig(), { once: true });
  } finally {
    configAsked.set(true);
  }
}
