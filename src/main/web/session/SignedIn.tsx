import { IconButton } from "../controls/IconButton";
import { notices } from "../notices/notices";
import { useStore } from "../store/useStore";
import { session, signOut } from "./session";

/** Who is signed in, and the way out. Nothing where there is nothing to sign out of. */
export function SignedIn() {
  const who = useStore(session);
  if (who === null || !who.signedIn) return null;
  const leave = () => void signOut().catch(() =>
    notices.say("The server cannot be reached: you are still signed in."));
  return (
    <div className="signed-in">
      <p className="hint" title={who.user}>Signed in as <bdi>{who.name ?? who.user}</bdi></p>
      <IconButton icon="leave" label="Sign out" onClick={leave} />
    </div>
  );
}
