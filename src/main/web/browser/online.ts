import { Store } from "../store/store";

/** Whether the browser has a network at all. */
export const online = new Store(navigator.onLine);

addEventListener("online", () => online.set(true));
addEventListener("offline", () => online.set(false));
