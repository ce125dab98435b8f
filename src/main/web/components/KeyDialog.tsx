import { useEffect, useRef } from "react";
import { apiKey, keyWanted } from "../api/key";
import { useStore } from "../state/store";

/** Asks for the key that the server wants. It stays in this tab. */
export function KeyDialog() {
  const wanted = useStore(keyWanted);
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wanted !== null && !dialog.current!.open) dialog.current!.showModal();
    if (wanted === null) dialog.current!.close();
  }, [wanted]);
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="key-title" onCancel={(e) => e.preventDefault()}>
      <form onSubmit={(e) => {
        e.preventDefault();
        const key = input.current!.value.trim();
        input.current!.value = "";
        if (key !== "") apiKey.set(key);
      }}>
        <h2 id="key-title">{wanted === "refused" ? "This key is not accepted" : "An access key, please"}</h2>
        <p>
          {wanted === "refused"
            ? "It may have expired or been withdrawn. Give another one; nothing you typed is lost."
            : "This server answers only people it knows. The key stays in this tab and is forgotten when you close it."}
        </p>
        <input ref={input} type="password" aria-label="Access key" autoComplete="off" spellCheck={false} required
               autoFocus />
        <div className="buttons"><button type="submit" className="button primary">Go on</button></div>
      </form>
    </dialog>
  );
}
