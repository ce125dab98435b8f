import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { engine, loadEngine, typeset } from "../math/typeset";
import { useStore } from "../store/useStore";
import "./copy-math";
import type { MathToken } from "./math";
import { UNFINISHED } from "./open-math";

/** A formula whose script is on its way is shown as it was written only where that takes long. */
const LATE_MS = 1500;

/** Mathematics: a picture of it, MathML for those who do not see it, and as it was written for who copies it. */
export const Formula = memo(({ math }: { math: MathToken }) => {
  useEffect(loadEngine, []);
  if (math.tex !== UNFINISHED) return <Written math={math} />;
  return <span className="math math-display math-unfinished" aria-hidden="true">{UNFINISHED}</span>;
}, (a, b) => a.math.raw === b.math.raw);

function Written({ math: { raw, tex, display } }: { math: MathToken }) {
  const script = useStore(engine);
  const host = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState<"waiting" | "late" | "formula" | "source">("waiting");
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    if (script === "failed") setShown("source");
    if (script !== "ready") return;
    return typeset(tex, display, (formula) => {
      if (formula === null) return setShown("source");
      const { picture, mathml, shift } = formula;
      picture.style.verticalAlign = shift;
      mathml.classList.add("visually-hidden");
      host.current!.replaceChildren(picture, mathml);
      setShown("formula");
    });
  }, [script, tex, display]);
  useEffect(() => {
    if (shown !== "waiting") return;
    const timer = setTimeout(() => setShown((now) => (now === "waiting" ? "late" : now)), LATE_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  useEffect(() => {
    if (!display || shown !== "formula") return;
    const element = host.current!;
    const sized = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth));
    sized.observe(element);
    return () => sized.disconnect();
  }, [display, shown]);
  const source = raw.trim();
  return (
    <span className={`math${display ? " math-display" : ""}`} data-source={source} data-shown={shown}>
      {shown !== "formula" && <code className="math-source">{source}</code>}
      <span ref={host} className="math-host" hidden={shown !== "formula"}
            {...(wide ? { tabIndex: 0, role: "region", "aria-label": "Formula" } : {})} />
    </span>
  );
}
