import { citedIds } from "../../main/web/markdown/cited";
import { citationPieces } from "../../main/web/markdown/citation-text";
import { decodeEntities, safeHref } from "../../main/web/markdown/links";
import { lex, mend } from "../../main/web/markdown/blocks";
import citations from "../resources/citations.json";
import { equal, test } from "./harness";

test("links: only addresses that run nothing", () => {
  const bad = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\u0001javascript:alert(1)",
    "data:text/html,<script>1</script>", "vbscript:x", "file:///etc/passwd", "blob:http://x/1", "/relative", "relative", "#hash",
    "//host/path", "", "ht tp://x", "view-source:http://x",
  ];
  equal(bad.map(safeHref), bad.map(() => null));
  equal(safeHref("https://example.org/a?b#c"), "https://example.org/a?b#c");
  equal(safeHref("mailto:a@example.org"), "mailto:a@example.org");
});

test("citations: numbers in brackets, alone and in lists", () => {
  equal(citationPieces("a [1] b [2, 3][4]."), [
    "a ", { ids: [1], raw: "[1]" }, " b ", { ids: [2, 3], raw: "[2, 3]" }, { ids: [4], raw: "[4]" }, ".",
  ]);
  equal(citationPieces("no [x] [1234] [] [1"), ["no [x] [1234] [] [1"]);
  equal([...citedIds("[3] and [1], [3]")], [3, 1]);
  equal([...citedIds("- **[2]** `a[1]`\n\n```\nb[3]\n```\n\n    c[4]\n\n| h [5] |\n|---|\n| `d[6]` |\n")], [2, 5]);
});

test("citations: read as the server reads them", () => {
  for (const { text, cited } of citations) {
    const pieces = citationPieces(text);
    const ids = pieces.flatMap((piece) => (typeof piece === "string" ? [] : piece.ids));
    equal([...new Set(ids)], cited, text);
    equal(pieces.map((piece) => (typeof piece === "string" ? piece : piece.raw)).join(""), text);
  }
});

test("citations: not in code, nor where brackets are escaped", () => {
  const none = ["`items[2]`", "``[1]``", "\\[1] \\[2]", "&#91;1&#93; &#12304;1】", "[1](https://example.org)", "    [1]"];
  for (const text of none) equal([...citedIds(text)], [], text);
});

test("citations: half of one is not seen while it is written", () => {
  for (const half of ["[", "[1", "[1, ", "[1-2", "【1"]) equal(mend(`so ${half}`), "so ", half);
  equal(mend("so [1]"), "so [1]");
  equal(mend("so [a"), "so [a");
});

test("citations: a definition does not turn one into a link", () => {
  const [first] = lex("See [1].\n\n[1]: https://evil.example\n");
  equal(JSON.stringify(first).includes('"link"'), false);
});

test("entities: resolved, and nothing becomes an element", () => {
  equal(decodeEntities("a &amp; b &lt;i&gt; &#65;&#x42; &copy; &nope; & &amp"), "a & b <i> AB © &nope; & &amp");
  equal(decodeEntities("&lt;script&gt;alert(1)&lt;/script&gt;"), "<script>alert(1)</script>");
});
