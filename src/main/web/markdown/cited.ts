import { walkTokens } from "marked";
import { lex } from "./blocks";
import { citationPieces } from "./citation-text";

/** The sources that an answer's text cites. Numbers in code are code. */
export function citedIds(text: string): Set<number> {
  const ids = new Set<number>();
  walkTokens(lex(text), (token) => {
    if (token.type !== "text" || token.tokens !== undefined) return;
    for (const piece of citationPieces(token.text)) {
      if (typeof piece !== "string") piece.ids.forEach((id) => ids.add(id));
    }
  });
  return ids;
}
