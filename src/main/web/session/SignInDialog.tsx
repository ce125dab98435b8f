import { useEffect, useRef } from "react";
import { config, configAsked } from "../api/config";
import { keyWanted } from "../api/key";
import { signInAtProvider } from "../api/sign-in";
import { useStore } from "../store/useStore";
import { KeyForm } from "./KeyForm";
import { providerFault } from "./provider";

/** Asks who this is: by the OpenID provider or the key that the server wants. That signs in for all tabs. */
export function SignInDialog() {
  const wanted = useStore(keyWanted);
  const known = useStore(configAsked);
  const { keysTaken } = useStore(config);
  const fault = useStore(providerFault);
  const dialog = useRef<HTMLDialogElement>(null);
  const open = wanted !== null && known;
  useEffect(() => {
    if (open && !dialog.current!.open) dialog.current!.showModal();
    if (open) return;
    dialog.current!.close();
    if (known && wanted === null) providerFault.set(null);
  }, [open]);
  const again = wanted === "ended";
  const provider = open ? signInAtProvider() : null;
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="key-title" onCancel={(e) => e.preventDefault()}>
      <h2 id="key-title">{again ? "Please sign in again" : "Sign in"}</h2>
      <p>{words(again, provider !== null, keysTaken)}</p>
      {provider !== null && <>
        {fault !== null && <p className="fault" role="alert">{fault}</p>}
        <a className="button primary provider" href={provider.href} autoFocus>{provider.text}</a>
        {keysTaken && <p className="or">or with an access key</p>}
      </>}
      {keysTaken && <KeyForm primary={provider === null} />}
    </dialog>
  );
}

function words(again: boolean, provider: boolean, keys: boolean): string {
  if (again && provider) return "The session has ended. What you typed is kept.";
  if (again) return "The session has ended. Give your access key; nothing you typed is lost.";
  const known = "This server answers only people it knows.";
  return provider || !keys ? `${known} You stay signed in, in all tabs, until you sign out.`
    : `${known} With your access key you stay signed in, in all tabs, until you sign out.`;
}
