type Child = Node | string | null;

/** An element with its properties and what is in it; text stays text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element: HTMLElementTagNameMap[K] = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A picture of one line, 24 wide and high, in the colour of the text beside it. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Puts these in the place of all but so many first ones. */
export function replaceFrom(parent: Node, first: number, nodes: Node[]): void {
  while (parent.childNodes.length > first) parent.lastChild!.remove();
  nodes.forEach((node) => parent.appendChild(node));
}
