import { highlight } from "../../main/web/markdown/highlight";
import { equal, holds, test } from "./harness";

const NAMES = ["js", "java", "go", "python", "bash", "sql", "json", "yaml", "html", "css", "diff", "http",
  "unknown", "constructor"];
const CODE = [
  "// a\nconst x = `a ${b}` + 'c' + 0x1F; /* open", "def f(a):\n  '''doc'''\n  return \"x\" # end",
  "<a href=\"x\">t</a><!-- c -->",
  "{\"k\": [1, true, \"v\"]}", "key: value # c\n- a: 'b", "SELECT a FROM b WHERE c = 'd''e' -- x", "+a\n-b\n@@ 1",
  "\"unclosed", "",
  "let a: &'static str = 'x';", "a { color: red; }", "\u0000\u2028äö😀",
];

test("highlight: the pieces joined are the code", () => {
  for (const name of NAMES) {
    for (const code of CODE) equal(highlight(code, name).map((p) => p.text).join(""), code, name);
  }
});

test("highlight: keywords, strings, comments, numbers", () => {
  const coloured = highlight('if (a) { return "b"; } // c 1', "java").filter((p) => p.kind !== null);
  const kinds = coloured.map((p) => `${p.kind} ${p.text}`);
  equal(kinds, ["keyword if", "keyword return", 'string "b"', "comment // c 1"]);
  equal(highlight('{"a": "b"}', "json").filter((p) => p.kind !== null).map((p) => p.kind), ["name", "string"]);
});

test("highlight: no input takes long", () => {
  for (const name of NAMES) {
    for (const unit of ["\"", "'", "/*", "<", "a", "\\", "`", "#", "-", " ", "$", "@a.", "\"\"\"", "a:", "=\""]) {
      const began = performance.now();
      highlight(unit.repeat(20_000 / unit.length), name);
      holds(performance.now() - began < 3000, `${name} with ${unit}: ${performance.now() - began} ms`);
    }
  }
});
