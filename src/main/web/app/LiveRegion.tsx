import { announcement } from "../notices/announce";
import { useStore } from "../store/useStore";

/** What a screen reader says, when it has a moment. */
export function LiveRegion() {
  const { text, turn } = useStore(announcement);
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-atomic="true">
      <span key={turn}>{text}</span>
    </div>
  );
}
