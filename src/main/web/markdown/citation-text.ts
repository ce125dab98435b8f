/** Numbers in brackets that may be citations, and what they were written as. */
export interface CitationPiece { ids: number[]; raw: string }

const LONGEST_RANGE = 50;
const LOOK_BACK = 60;
const GROUP = /[[【［]([^[\]【】［］\n]{1,60})[\]】］]/g;
const SEPARATOR = /[,;、，；&]|\s+and\s+/;
const ITEM = /^(?:(?:sources?|passages?|refs?\.?)\s*:?\s*|\^)?(\d{1,3})(?:\s*[-‐‑–—−]\s*(\d{1,3}))?(?:\s*†.*)?$/i;
const LOCATOR = /^(?:lines?|pages?|pp?\.)\s*\d+(?:\s*[-–—]\s*\d+)?$/i;
/** What a bracket may not follow: a word of a script that parts words by blanks, a call. */
const INDEXED = /(?:[\p{L}\p{N}_$]|[\p{L}\p{N}_$]\([^()]*\))$/u;
const UNSPACED = new RegExp(String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}`
  + String.raw`\p{sc=Khmer}\p{sc=Myanmar}ー]$`, "u");

/**
 * A text's pieces: plain ones, and what may be citations, in each of the ways in which models write them. An index that
 * stands at a word, as in items[2], is none. The server's Citations reads them in the same way.
 */
export function citationPieces(text: string): (string | CitationPiece)[] {
  const pieces: (string | CitationPiece)[] = [];
  let at = 0;
  let chain = -1;
  for (const match of text.matchAll(GROUP)) {
    if (match.index !== chain && indexes(text, match.index)) continue;
    const ids = numbers(match[1]!);
    if (ids === null) continue;
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push({ ids, raw: match[0] });
    at = chain = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}

function indexes(text: string, at: number): boolean {
  if (text[at] !== "[" || at === 0) return false;
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  return before.endsWith("]") || (INDEXED.test(before) && !UNSPACED.test(before));
}

function numbers(list: string): number[] | null {
  const found = new Set<number>();
  for (const part of list.trim().split(SEPARATOR)) {
    const item = ITEM.exec(part.trim());
    if (item === null) {
      if (found.size > 0 && LOCATOR.test(part.trim())) continue;
      return null;
    }
    const from = Number(item[1]);
    const to = item[2] === undefined ? from : Number(item[2]);
    if (to < from || to - from > LONGEST_RANGE) return null;
    for (let id = from; id <= to; id++) found.add(id);
  }
  return [...found];
}
