interface Language { pattern: RegExp; keywords: ReadonlySet<string> }

const NUMBER = String.raw`(?<number>\b(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\b)`;
const WORD = String.raw`(?<word>[A-Za-z_$][\w$]*)`;
const QUOTED = String.raw`"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?`;
const SLASHES = String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`;

function language(comment: string, string: string, keywords: string, extra = ""): Language {
  const parts = [`(?<comment>${comment})`, extra, `(?<string>${string})`].filter((part) => part !== "");
  return { pattern: new RegExp([...parts, NUMBER, WORD].join("|"), "gm"), keywords: new Set(keywords.split(" ")) };
}

const script = language(SLASHES, `${QUOTED}|\`(?:\\\\.|[^\`\\\\])*\`?`,
  "as async await break case catch class const continue default delete do else enum export extends false finally for "
  + "from function if implements import in instanceof interface let new null of return static super switch this throw "
  + "true try type typeof undefined var void while yield");
const java = language(SLASHES, String.raw`"""[\s\S]*?(?:"""|$)|` + QUOTED,
  "abstract boolean break byte case catch char class const continue default do double else enum extends final finally "
  + "float for fun if implements import instanceof int interface long native new null object override package permits "
  + "private protected public record return sealed short static super switch synchronized this throw throws true false "
  + "try val var void volatile when while yield using namespace string struct auto bool typedef template typename",
  String.raw`(?<name>@[A-Za-z]\w*)`);
const go = language(SLASHES, String.raw`"(?:\\.|[^"\\])*"?|'(?:\\[^']+|[^'\\\n])'|` + "`[^`]*`?",
  "as async await break case chan const continue crate default defer dyn else enum extern fallthrough false fn for "
  + "func go goto if impl import in interface let loop map match mod move mut nil package pub range ref return select self "
  + "static string struct super switch trait true type unsafe use var where while int error bool byte");
const python = language("#[^\\n]*", String.raw`"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|` + QUOTED,
  "False None True and as assert async await begin break class continue def del do elif else elsif end ensure except "
  + "finally for from global if import in is lambda module nonlocal not or pass raise rescue return self try while "
  + "with yield", String.raw`(?<name>@[A-Za-z][\w.]*)`);
const shell = language(String.raw`(?<![\w$])#[^\n]*`, String.raw`"(?:\\.|[^"\\])*"?|'[^']*'?`,
  "case do done elif else esac exec exit export fi for function if in local return set source then unset until while "
  + "FROM RUN COPY ADD ENTRYPOINT CMD ENV ARG WORKDIR EXPOSE USER VOLUME LABEL HEALTHCHECK",
  String.raw`(?<name>\$\{?[\w@#?]+\}?|(?<=\s)--?[A-Za-z][\w-]*)`);
const sql = language(String.raw`--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`, String.raw`'(?:''|[^'])*'?|"[^"]*"?`,
  ("add all alter and as asc begin between by case check column commit constraint create cross default delete desc "
  + "distinct drop else end exists false foreign from full group having if in index inner insert into is join key left "
  + "like limit not null on or order outer primary references returning right rollback select set table then true "
  + "union unique update using values view when where with").split(" ").map((w) => `~${w}`).join(" "));
const json = language(SLASHES, QUOTED, "true false null", String.raw`(?<name>"(?:\\.|[^"\\\n])*"(?=\s*:))`);
const yaml = language(String.raw`(?<!\S)#[^\n]*`, QUOTED, "true false null yes no",
  String.raw`(?<name>^[ \t]*(?:- )*[A-Za-z_][\w.\/-]*(?=:(?:\s|$))|^\[[^\]\n]+\]|^[\w.-]+(?=\s*=))`);
const markup = language(String.raw`<!--[\s\S]*?(?:-->|$)`, String.raw`(?<==)"[^"]*"?|(?<==)'[^']*'?`, "",
  String.raw`(?<mark><\/?[A-Za-z][\w:-]*|\/?>)|(?<name>(?<![\w:-])[\w:-]+(?==))`);
const css = language(String.raw`\/\*[\s\S]*?(?:\*\/|$)`, QUOTED, "important",
  String.raw`(?<name>(?<![\w-])[\w-]+(?=\s*:[^:{}]{0,300}[;}])|@[\w-]+)`);
const diff: Language = {
  pattern: /(?<comment>^(?:@@|diff|index)[^\n]*)|(?<string>^\+[^\n]*)|(?<mark>^-[^\n]*)/gm, keywords: new Set(),
};
const http = language("#[^\\n]*", QUOTED, "GET POST PUT PATCH DELETE HEAD OPTIONS HTTP",
  String.raw`(?<name>^[A-Za-z-]+(?=:\s))`);

const byName: Record<string, Language> = {
  javascript: script, js: script, jsx: script, typescript: script, ts: script, tsx: script, mjs: script,
  java, kotlin: java, kt: java, c: java, cpp: java, "c++": java, csharp: java, cs: java, scala: java, groovy: java,
  go, golang: go, rust: go, rs: go, swift: go, python, py: python, ruby: python, rb: python,
  bash: shell, sh: shell, shell, zsh: shell, console: shell, dockerfile: shell, docker: shell, makefile: shell,
  sql, postgresql: sql, json, jsonc: json, json5: json, yaml, yml: yaml, toml: yaml, ini: yaml, properties: yaml,
  html: markup, xml: markup, svg: markup, vue: markup, css, scss: css, less: css, diff, patch: diff, http,
};

/** How to colour a language, by the name that a code fence gives it. */
export function languageOf(name: string): Language | null {
  return Object.hasOwn(byName, name) ? byName[name]! : null;
}
