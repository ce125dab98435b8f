import { online } from "../browser/online";
import { Icon } from "../controls/Icon";
import { useStore } from "../store/useStore";

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
