/** A node of MathJax's own tree, as far as it is used here. */
export interface MathNode {
  kind: string;
  /** The attributes are those that it gives: what is deleted there is gone. */
  attributes?: { getAllAttributes(): Record<string, unknown> };
  walkTree(visit: (node: MathNode) => void): void;
}

/** Attributes that a formula needs none of: what leads elsewhere, and what reaches into the page's style. */
const UNWANTED = /^(?:href|src|altimg|cdgroup|id|class|style|actiontype|selection|on.*|xlink.*|data-(?!mjx-).*)$/i;
/** Values that become colours and fonts of the picture: names and numbers, no addresses. */
const PAINT = /^(?:math)?(?:color|background)$|^fontfamily$/i;
const PLAIN_VALUE = /^(?!.*url)[\w#%.,()\s-]*$/i;
const UNWANTED_KINDS = new Set(["mglyph", "maction", "semantics", "annotation", "annotation-xml", "XML"]);

/** Takes from a formula what is more than one. Throws where it is made of such. */
export function harmless(root: MathNode): void {
  root.walkTree((node) => {
    if (UNWANTED_KINDS.has(node.kind)) throw new Error(`a formula with ${node.kind}`);
    const attributes = node.attributes?.getAllAttributes() ?? {};
    for (const name of Object.keys(attributes)) {
      const paints = PAINT.test(name) && !PLAIN_VALUE.test(String(attributes[name]));
      if (paints || UNWANTED.test(name)) delete attributes[name];
    }
  });
}
