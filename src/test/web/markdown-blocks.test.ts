import { GrowingMarkdown, lex, mend } from "../../main/web/markdown/blocks";
import { quotedTable } from "../../main/web/markdown/quoted-table";
import { equal, holds, test } from "./harness";

const TEXTS = [
  "# Title\n\nA paragraph\nover two lines.\n\n- one\n\n- two\n\n  more of two\n\n- three\n\n1. a\n2. b\n\nEnd.\n",
  "```java\nint a = 1;\n\n\nint b;\n```\n\nText after\n\n```\nunclosed\n\ncode\n\nmore",
  "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nAfter\n\n> quoted\n\n> more\n\nSetext\n===\n\nother\n---\n\n***\n\nend",
  "A [1] and [2], `co\nde` **bo\nld** and [a](https://x.org) ![i](y.png)\n\n<div>\n\nhtml\n\n</div>\n\nend\n\nx",
  "line\r\nends\r\n\r\n- a\r\n- b\r\n\r\nlast\r",
  "1. a\n\n   ```\n   code\n   ```\n\n2. b\n\nPara\n\n    indented\n\n    more\n\nPara",
];

TEXTS.forEach((text, n) => {
  test(`markdown: text ${n} grown character by character has the blocks of the whole`, () => {
    const growing = new GrowingMarkdown();
    for (let end = 1; end < text.length; end++) growing.update(text.slice(0, end), true);
    const whole = lex(text.replace(/\r\n?/g, "\n"));
    equal(growing.update(text, false).map((b) => b.raw), whole.map((b) => b.raw));
    const grown = new GrowingMarkdown();
    let blocks: { type: string; raw: string }[] = [];
    for (let end = 1; end <= text.length; end++) blocks = grown.update(text.slice(0, end), true);
    equal(blocks.slice(0, -1).map((b) => [b.type, b.raw]), whole.slice(0, -1).map((b) => [b.type, b.raw]));
  });
});

test("markdown: blocks that are settled stay the same objects", () => {
  const growing = new GrowingMarkdown();
  const text = Array.from({ length: 50 }, (_, i) => `Paragraph ${i}.\n\n`).join("");
  const early = growing.update(text.slice(0, 400), true);
  const late = growing.update(text, true);
  equal(early.slice(0, 20).every((block, i) => block === late[i]), true);
});

test("markdown: a long answer is not read again for every token", () => {
  const part = "Some words with **bold** and `code` [1].\n\n- a list\n- of things\n\n```js\nlet a = 1;\n```\n\n";
  const text = part.repeat(250);
  const tokens = text.match(/[\s\S]{1,5}/g)!;
  const growing = new GrowingMarkdown();
  const began = performance.now();
  let sofar = "";
  for (const token of tokens) growing.update((sofar += token), true);
  const perToken = (performance.now() - began) / tokens.length;
  holds(perToken < 2, `${perToken.toFixed(3)} ms a token over ${tokens.length} tokens`);
});

test("markdown: half a construct does not flash", () => {
  equal(mend("a **bo"), "a **bo**");
  equal(mend("a **"), "a ");
  equal(mend("a `co"), "a `co`");
  equal(mend("see [the manual](https://exa"), "see the manual");
  equal(mend("Items:\n-"), "Items:\n");
  equal(mend("```\n**a"), "```\n**a");
  for (const half of ["| When", "| When |", "| When | What |\n", "| When | What |\n|--", "text\n\n| When | What |\n|---|"]) {
    equal(lex(mend(half)).findLast((block) => block.type !== "space")?.type, "table", half);
  }
  equal(mend("a | b"), "a | b");
  equal(lex(mend("|a|b|\n|---|---|\n| 1 |")).map((block) => block.type), ["table"]);
  equal(mend("done **a** and `b`"), "done **a** and `b`");
});

test("markdown: nesting without end is text, not a crash", () => {
  for (const text of [">".repeat(20_000), "- ".repeat(5000), "[".repeat(20_000), "*a ".repeat(3000), "<".repeat(20_000)]) {
    const began = performance.now();
    holds(lex(text).length > 0, "nothing");
    holds(performance.now() - began < 10_000, `too slow for ${text.slice(0, 3)}`);
  }
});

test("markdown: rows in a quotation are a table, with their head or without", () => {
  const rows = (raw: string) => quotedTable(raw)?.rows.map((row) => row.map((cell) => cell.text)) ?? null;
  equal(rows("| 1 | 2 |\n| 3 | 4 |"), [["1", "2"], ["3", "4"]]);
  equal(quotedTable("| 1 | 2 |")?.header.map((cell) => cell.text), ["", ""]);
  equal(rows("| a | b |\n|---|:-:|\n| 1 | `x \\| y` |"), [["1", "`x | y`"]]);
  equal(quotedTable("| a | b |\n|---|---|\n| 1 | 2 |")?.header.map((cell) => cell.text), ["a", "b"]);
  for (const text of ["a | b", "| a", "said\n| 1 | 2 |", "|---|---|", "||", "a pipe | is | no row"]) equal(rows(text), null, text);
});
