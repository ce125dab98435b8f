import { useEffect, useState, type CSSProperties } from "react";

const COVER: CSSProperties = {
  position: "fixed", inset: 0, zIndex: 50, display: "grid", placeItems: "center", pointerEvents: "none",
  background: "color-mix(in srgb, var(--ground) 82%, transparent)",
};
const WORDS: CSSProperties = {
  padding: "1.2rem 1.6rem", border: "2px dashed var(--accent)", borderRadius: "var(--radius)", background: "var(--raised)",
};

/** Takes files that are dropped anywhere on the page, and says so while they hang over it. */
export function DropArea({ words, add }: { words: string; add: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const ofFiles = (e: DragEvent) => e.dataTransfer?.types.includes("Files") ?? false;
    const enter = (e: DragEvent) => {
      if (ofFiles(e)) setOver(++depth > 0);
    };
    const hover = (e: DragEvent) => {
      if (!ofFiles(e)) return;
      e.preventDefault();
      e.dataTransfer!.dropEffect = "copy";
    };
    const leave = (e: DragEvent) => {
      if (ofFiles(e)) setOver(--depth > 0);
    };
    const drop = (e: DragEvent) => {
      if (!ofFiles(e)) return;
      e.preventDefault();
      depth = 0;
      setOver(false);
      add(filesOf(e.dataTransfer!));
    };
    addEventListener("dragenter", enter);
    addEventListener("dragover", hover);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragover", hover);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [add]);
  return over ? <div style={COVER}><p style={WORDS}>{words}</p></div> : null;
}

/** A folder is none: it would come as a file that cannot be read. */
function filesOf(dropped: DataTransfer): File[] {
  return [...dropped.items].filter((item) => item.webkitGetAsEntry?.()?.isDirectory !== true)
    .map((item) => item.getAsFile()).filter((file) => file !== null);
}
