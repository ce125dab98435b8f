import { useEffect, useRef } from "react";
import { mac } from "../hooks/useShortcuts";

const command = mac ? "⌘" : "Ctrl";
const KEYS: [string[], string][] = [
  [["Enter"], "Send; while an answer is written, queue"],
  [["Shift", "Enter"], "New line"],
  [["Esc"], "Stop the answer; close or clear what is open"],
  [[command, "Shift", "O"], "New thread"],
  [[command, "K"], "Search in threads"],
  [["/"], "To the question"],
  [[command, "/"], "This list"],
];

/** The keyboard shortcuts. */
export function HelpDialog({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog className="dialog" ref={dialog} onClose={close} aria-labelledby="help-title"
            onClick={(e) => e.target === dialog.current && dialog.current.close()}>
      <h2 id="help-title">Keyboard</h2>
      <dl className="keys">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="buttons">
        <button type="button" className="button" onClick={() => dialog.current!.close()}>Close</button>
      </div>
    </dialog>
  );
}
