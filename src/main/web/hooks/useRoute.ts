import { useSyncExternalStore } from "react";
import { routeOf, type Route } from "../browser/route";

/** Where the page is. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(onHashChange, () => location.hash));
}

function onHashChange(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
