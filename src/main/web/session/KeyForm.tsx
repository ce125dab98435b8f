import { useEffect, useRef, useState } from "react";
import { keyWanted } from "../api/key";
import { useStore } from "../store/useStore";
import { signIn } from "./session";

/** Takes the access key. */
export function KeyForm({ primary }: { primary: boolean }) {
  const wanted = useStore(keyWanted);
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (wanted !== null) return;
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
    <form onSubmit={(e) => {
      e.preventDefault();
      void submit();
    }}>
      <input ref={input} type="password" aria-label="Access key" autoComplete="current-password" spellCheck={false}
             required autoFocus={primary} aria-invalid={fault !== null}
             aria-describedby={fault === null ? undefined : "key-fault"} onChange={() => setFault(null)} />
      {fault !== null && <p id="key-fault" className="fault" role="alert">{fault}</p>}
      <div className="buttons">
        <button type="submit" className={`button ${primary ? "primary" : ""}`} disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
      </div>
    </form>
  );
}
