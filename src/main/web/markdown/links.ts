const SAFE = new Set(["http:", "https:", "mailto:"]);

/** A link's address if it is one that may be followed: absolute, and of a kind that runs nothing. Null otherwise. */
export function safeHref(href: string): string | null {
  try {
    const url = new URL(href);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const parser = new DOMParser();

/** A text with its character references resolved; nothing in it becomes an element. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});/gi, (reference) =>
    parser.parseFromString(reference, "text/html").documentElement.textContent ?? reference);
}
