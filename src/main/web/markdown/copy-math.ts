/** What is copied from a text has its formulas as they were written. */
document.addEventListener("copy", (e) => {
  const selection = getSelection();
  if (e.defaultPrevented || selection === null || selection.isCollapsed || selection.rangeCount === 0) return;
  if (document.activeElement?.matches("input, textarea")) return;
  const range = selection.getRangeAt(0).cloneRange();
  const formulas = [...document.querySelectorAll<HTMLElement>(".math")].filter((math) => range.intersectsNode(math));
  if (formulas.length === 0 || e.clipboardData === null) return;
  if (formulas[0]!.contains(range.startContainer)) range.setStartBefore(formulas[0]!);
  if (formulas.at(-1)!.contains(range.endContainer)) range.setEndAfter(formulas.at(-1)!);
  const holder = document.createElement("div");
  holder.className = "off-page copied";
  holder.append(range.cloneContents());
  for (const math of holder.querySelectorAll<HTMLElement>(".math")) {
    const source = document.createElement(math.classList.contains("math-display") ? "div" : "span");
    source.className = "copied-source";
    source.textContent = math.dataset["source"] ?? "";
    math.replaceWith(source);
  }
  document.body.append(holder);
  e.clipboardData.setData("text/plain", holder.innerText);
  e.clipboardData.setData("text/html", holder.innerHTML);
  holder.remove();
  e.preventDefault();
});
