import { walkTokens } from "marked";
import { GrowingMarkdown, lex, mend } from "../../main/web/markdown/blocks";
import { citedIds } from "../../main/web/markdown/cited";
import { isMath } from "../../main/web/markdown/math";
import { equal, holds, test } from "./harness";

/** The formulas of a text: those in the line as they are, those by themselves in brackets. */
function formulas(text: string): string[] {
  const found: string[] = [];
  walkTokens(lex(text), (token) => {
    if (isMath(token)) found.push(token.display ? `[${token.tex}]` : token.tex);
  });
  return found;
}

const read: [string, string[]][] = [
  ["a \\(a^2\\) and \\( b \\).", ["a^2", "b"]],
  ["so \\[x = 1\\] and $$y$$ on", ["[x = 1]", "[y]"]],
  ["\\[\nx\n\\]\n", ["[x]"]],
  ["is:\n\\[\na\n= b\n\\]\nwhere", ["[a\n= b]"]],
  ["is:\n$$\na\n=\nb\n$$\n- c", ["[a\n=\nb]"]],
  ["$$\na\n- b\n+ c\n> d\n# e\n$$", ["[a\n- b\n+ c\n> d\n# e]"]],
  ["$$\n\nx\n\n$$", ["[x]"]],
  ["\\[ x \\].\n\nNext", ["[x .]"]],
  ["1. one\n   \\[\n   x\n   \\]\n2. two $y$", ["[x]", "y"]],
  ["\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}", ["[\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}]"]],
  ["$x$, $x_1$, $\\alpha$, $a, b$, $2$, $f(x)$, 当$x$时", ["x", "x_1", "\\alpha", "a, b", "2", "f(x)", "x"]],
  ["*a \\(x*y\\) b* and **$a_1*b$**", ["x*y", "a_1*b"]],
  ["| a | b |\n|---|---|\n| $x^2$ | \\(y\\) |", ["x^2", "y"]],
  ["# On \\(x\\)\n\n> $$y$$\n", ["x", "[y]"]],
  ["$\\text{cost: \\$5}$", ["\\text{cost: \\$5}"]],
];
for (const [text, expected] of read) test(`math: read in ${JSON.stringify(text)}`, () => equal(formulas(text), expected));

test("math: prices, variables, code and escaped brackets are none", () => {
  const none = [
    "It costs $5 and $6.", "$5-$6, US$7, 8$", "from $5 (basic) to 10$ more", "$1,000 or $2,000", "$HOME/$USER and $PATH:$HOME",
    "A$AP and $100 million and B$", "`$x$` and ``\\(y\\)``", "```\n$$\nx\n$$\n```", "    \\[x\\]", "\\$x\\$", "\\\\(x\\\\)",
    "\\[1\\] and \\[2, 3\\]", "\\(see the other chapter\\)", "$ x $", "$", "$$", "$$$$", "\\(", "\\[", "\\(\n\n\\)", "x\\(",
    "pay $20 now, $30 later, in total $50.", "$5 each$ly", "from $$ to $$$", "$$$ x $$$", "both $one and two$ here",
  ];
  for (const text of none) equal(formulas(text), [], text);
});

test("math: what is no formula stays as it is", () => {
  equal(JSON.stringify(lex("It costs $5 and $6.")).includes("It costs $5 and $6."), true);
  equal([...citedIds("$x_1$ [1], \\(a[2]\\), \\[b\\] [3]")], [1, 3]);
});

test("math: a formula that is being written is held back", () => {
  equal(mend("so \\(a^"), "so ");
  equal(mend("so \\"), "so ");
  equal(mend("so $a^"), "so ");
  equal(mend("so $x"), "so ");
  equal(mend("so $$a"), "so \\[…\\]");
  equal(mend("so:\n\\[\na &= b \\"), "so:\n\\[…\\]");
  equal(mend("\\begin{align}\na"), "\\[…\\]");
  equal(mend("done \\(a\\), $b$ and \\[c\\]"), "done \\(a\\), $b$ and \\[c\\]");
});

test("math: prices and code are shown as they come", () => {
  for (const text of ["It costs $5 and", "It costs $5, ", "`\\(a` is", "$HOME is", "10$", "a $ b", "\\(see the other chapter"]) {
    holds(mend(text).startsWith(text.slice(0, text.indexOf("$") + 1)), text);
  }
  equal(mend("It costs $5 and"), "It costs $5 and");
});

const TEXT = "The area \\(A = \\pi r^2\\) and $x_1$ cost $5, not $6:\n\n\\[\n\\begin{pmatrix} a & b \\\\\nc & d \\end{pmatrix}\n\\]\n\n"
  + "So **it is** $$\\frac{1}{2}$$ then.\n\n$$\nx\n=\ny\n$$\n\n- a \\(b\\)\n- `$c$`\n";

test("math: growing by every character, no half formula and no mark of one is seen", () => {
  const growing = new GrowingMarkdown();
  const whole = new Set([...formulas(TEXT), "[…]"]);
  for (let end = 1; end < TEXT.length; end++) {
    const seen: string[] = [];
    walkTokens(growing.update(TEXT.slice(0, end), true), (token) => {
      if (isMath(token)) holds(whole.has(token.display ? `[${token.tex}]` : token.tex), `${token.raw} at ${end}`);
      else if (token.type === "text" && token.tokens === undefined) seen.push(token.raw);
    });
    holds(!/\\|\$(?!5|6|$)|pmatrix|frac/.test(seen.join("")), `${JSON.stringify(seen)} at ${end}`);
  }
  equal(growing.update(TEXT, false).map((b) => b.raw).join(""), TEXT);
});

test("math: long texts of dollars and brackets are read in time", () => {
  const began = performance.now();
  for (const text of ["$".repeat(20_000), "\\(".repeat(10_000), "$a ".repeat(10_000), "\\[\n".repeat(5_000), "$$\n".repeat(5_001),
    "*$a*".repeat(3_000)]) {
    lex(text);
    mend(text);
  }
  holds(performance.now() - began < 60_000, `${performance.now() - began} ms`);
});
