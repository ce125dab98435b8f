import { useEffect, useState } from "react";
import { copyText } from "../browser/clipboard";
import { announce } from "../notices/announce";
import { Icon } from "./Icon";

const SHOWN_MS = 1600;

/** Copies, and says so for a moment. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const done = await copyText(text());
    setCopied(done);
    announce(done ? "Copied" : "Copying is not allowed here");
  };
  return (
    <button type="button" className="icon-button copy" aria-label={label} title={label} onClick={() => void copy()}>
      <Icon name={copied ? "check" : "copy"} size={16} />
    </button>
  );
}
