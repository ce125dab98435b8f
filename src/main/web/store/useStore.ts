import { useSyncExternalStore } from "react";
import type { Store } from "./store";

/** The store's value in a component. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
