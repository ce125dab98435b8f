const KINDS: Record<string, string> = {
  markdown: "Markdown", text: "Text", asciidoc: "AsciiDoc", html: "HTML", org: "Org", textile: "Textile", latex: "LaTeX",
  values: "Table of values", pdf: "PDF", word: "Word", slides: "Slides", sheets: "Spreadsheet", epub: "Book",
  "rich-text": "Rich text", mail: "E-mail", notebook: "Notebook",
};

/** What people call a kind of document. */
export function kindName(kind: string | undefined, path: string): string {
  const ending = /\.([^./]{1,8})$/.exec(path)?.[1];
  if (kind === "code" || kind === "open-document" || kind === undefined) return ending?.toUpperCase() ?? "Text";
  return KINDS[kind] ?? kind;
}

/** A time as a list shows it. */
export function date(timestamp: string): string {
  return new Date(timestamp).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** As much of a commit's id as people tell each other. */
export function shortCommit(id: string): string {
  return id.slice(0, 8);
}

/** A size in words, of a thousand bytes a step. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const units = ["kB", "MB", "GB"];
  let value = count / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
