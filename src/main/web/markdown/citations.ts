import { createContext } from "react";
import type { Source } from "../api/types";

/** What an answer may cite. While it is being written, what its numbers name is not known yet. */
export interface Citations {
  sources: Source[] | null;
  open: (source: Source, from: HTMLElement) => void;
}

export const CitationContext = createContext<Citations>({ sources: [], open: () => {} });
