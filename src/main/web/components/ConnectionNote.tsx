import { online } from "../state/online";
import { useStore } from "../state/store";
import { Icon } from "./Icon";

/** Says that there is no network. */
export function ConnectionNote() {
  const there = useStore(online);
  return (
    <div className="connection" role="status">
      {!there && (
        <p>
          <Icon name="warning" size={15} />
          You are offline. Answers go on at the server and are here when you are back.
        </p>
      )}
    </div>
  );
}
