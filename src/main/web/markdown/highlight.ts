import { languageOf } from "./languages";

type Kind = "comment" | "string" | "number" | "keyword" | "name" | "mark";

interface Piece { kind: Kind | null; text: string }

/** Code in coloured pieces that joined are the code. A language that is not known is one plain piece. */
export function highlight(code: string, name: string): Piece[] {
  const language = languageOf(name);
  if (language === null) return [{ kind: null, text: code }];
  const pieces: Piece[] = [];
  const put = (kind: Kind | null, text: string) => {
    const last = pieces.at(-1);
    if (last !== undefined && last.kind === kind) last.text += text;
    else if (text !== "") pieces.push({ kind, text });
  };
  let at = 0;
  language.pattern.lastIndex = 0;
  for (const match of code.matchAll(language.pattern)) {
    put(null, code.slice(at, match.index));
    put(kindOf(match.groups!, language.keywords), match[0]);
    at = match.index + match[0].length;
  }
  put(null, code.slice(at));
  return pieces;
}

function kindOf(groups: Record<string, string | undefined>, keywords: ReadonlySet<string>): Kind | null {
  for (const kind of ["comment", "string", "number", "mark", "name"] as const) {
    if (groups[kind] !== undefined) return kind;
  }
  const word = groups["word"] ?? "";
  return keywords.has(word) || keywords.has(`~${word.toLowerCase()}`) ? "keyword" : null;
}
