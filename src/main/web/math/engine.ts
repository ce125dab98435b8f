/**
 * What writes mathematics: MathJax's TeX reader and its SVG writer, as a script of their own that is loaded once a text has
 * some. MathJax is used by its parts and without its start, which would look for texts, settings and styles in the page.
 */
import "mathjax/core.js";
import "mathjax/input/tex-base.js";
import "mathjax/input/tex/extensions/ams.js";
import "mathjax/input/tex/extensions/boldsymbol.js";
import "mathjax/input/tex/extensions/braket.js";
import "mathjax/input/tex/extensions/enclose.js";
import "mathjax/input/tex/extensions/cancel.js";
import "mathjax/input/tex/extensions/color.js";
import "mathjax/input/tex/extensions/gensymb.js";
import "mathjax/input/tex/extensions/mhchem.js";
import "mathjax/input/tex/extensions/newcommand.js";
import "mathjax/input/tex/extensions/mathtools.js";
import "mathjax/input/tex/extensions/textmacros.js";
import "mathjax/input/tex/extensions/upgreek.js";
import "mathjax/output/svg.js";
import "mathjax/output/svg/fonts/tex.js";
import { harmless, type MathNode } from "./harmless";

/** Not among them: html, require, autoload, unicode, setoptions, configmacros; they reach beyond a formula. */
const PACKAGES = ["base", "ams", "boldsymbol", "braket", "cancel", "color", "enclose", "gensymb", "mathtools", "mhchem",
  "newcommand", "textmacros", "upgreek"];
/** A macro that grows without end is ended here, after some milliseconds. */
const BOUNDS = { maxMacros: 1000, maxBuffer: 4096 };
const DEFINES = /\\(?:def|let|newcommand|renewcommand|newenvironment|renewenvironment|DeclareMathOperator)\b/;
const WIDEST_EX = 4000;
const HIGHEST_EX = 1000;
/** For lengths that depend on the page: a formula is made for any. */
const METRICS = { em: 16, ex: 8, width: 1_000_000, scale: 1 };

/** How far below the line the picture begins is a length of its own: the policy wants no style in what is copied. */
export interface Formula { picture: SVGElement; mathml: Element; shift: string }

const parts = (globalThis as unknown as { MathJax: { _: any } }).MathJax._;
const adaptor = parts.adaptors.browserAdaptor.browserAdaptor();
parts.handlers.html_ts.RegisterHTMLHandler(adaptor);
const writer = new parts.output.svg_ts.SVG({
  font: new parts.output.svg.fonts.tex_ts.TeXFont(), fontCache: "none", mtextInheritFont: true,
});
const mathml = new parts.core.MmlTree.SerializedMmlVisitor.SerializedMmlVisitor();
const shared = newDocument();

function newDocument(): any {
  const reader = new parts.input.tex_ts.TeX({
    packages: PACKAGES,
    ...BOUNDS,
    formatError: (_: unknown, error: Error) => {
      throw error;
    },
  });
  return parts.mathjax.mathjax.document(document, { InputJax: reader, OutputJax: writer });
}

/** A formula as a picture, and as MathML for those who do not see it. Throws where it is none. */
export function write(tex: string, display: boolean): Formula {
  // a macro is its own formula's: none changes what another one means
  const math = DEFINES.test(tex) ? newDocument() : shared;
  const reader = math.inputJax[0];
  reader.reset();
  const item = new math.options.MathItem(tex, reader, display);
  item.start = item.end = { node: null, n: 0, delim: "" };
  item.setMetrics(METRICS.em, METRICS.ex, METRICS.width, METRICS.width, METRICS.scale);
  item.compile(math);
  harmless(item.root as MathNode);
  item.typeset(math);
  const picture = (item.typesetRoot as Element).querySelector("svg")!;
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("focusable", "false");
  picture.removeAttribute("role");
  if (inEx(picture, "width") > WIDEST_EX || inEx(picture, "height") > HIGHEST_EX) throw new Error("too large");
  const shift = picture.style.verticalAlign;
  picture.removeAttribute("style");
  return { picture, mathml: asElement(mathml.visitTree(item.root)), shift };
}

function inEx(picture: SVGElement, name: string): number {
  return parseFloat(picture.getAttribute(name) ?? "0");
}

function asElement(xml: string): Element {
  return document.importNode(new DOMParser().parseFromString(xml, "application/xml").documentElement, true);
}
