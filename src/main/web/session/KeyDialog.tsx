import { useEffect, useRef, useState } from "react";
import { keyWanted } from "../api/key";
import { useStore } from "../store/useStore";
import { signIn } from "./session";

/** Asks for the key that the server wants, and signs in with it for all tabs. */
export function KeyDialog() {
  const wanted = useStore(keyWanted);
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (wanted !== null && !dialog.current!.open) dialog.current!.showModal();
    if (wanted !== null) return;
    dialog.current!.close();
    setFault(null);
    input.current!.value = "";
  }, [wanted]);
  const submit = async () => {
    const key = input.current!.value.trim();
    if (key === "" || busy) return;
    setBusy(true);
    const why = await signIn(key);
    setBusy(false);
    setFault(why);
    if (why === null) return;
    input.current?.focus();
    input.current?.select();
  };
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="key-title" onCancel={(e) => e.preventDefault()}>
      <form onSubmit={(e) => {
        e.preventDefault();
        void submit();
      }}>
        <h2 id="key-title">{wanted === "ended" ? "Please sign in again" : "Sign in"}</h2>
        <p>
          {wanted === "ended"
            ? "The session has ended. Give your access key; nothing you typed is lost."
            : "This server answers only people it knows. With your access key you stay signed in, in all tabs, until you sign out."}
        </p>
        <input ref={input} type="password" aria-label="Access key" autoComplete="current-password" spellCheck={false}
               required autoFocus aria-invalid={fault !== null} aria-describedby={fault === null ? undefined : "key-fault"}
               onChange={() => setFault(null)} />
        {fault !== null && <p id="key-fault" className="fault" role="alert">{fault}</p>}
        <div className="buttons">
          <button type="submit" className="button primary" disabled={busy}>{busy ? "Signing in…" : "Sign in"}</button>
        </div>
      </form>
    </dialog>
  );
}
