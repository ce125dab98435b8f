import { IconButton } from "../controls/IconButton";
import { notices } from "../notices/notices";
import { useStore } from "../store/useStore";

/** Short messages, some with a way back. */
export function Toasts() {
  const shown = useStore(notices.store);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div className="toast" key={notice.id}>
          <p dir="auto">{notice.text}</p>
          {notice.action && (
            <button type="button" className="link" onClick={() => {
              notice.action!.run();
              notices.drop(notice.id);
            }}>
              {notice.action.label}
            </button>
          )}
          <IconButton icon="close" size={14} label="Dismiss" onClick={() => notices.drop(notice.id)} />
        </div>
      ))}
    </div>
  );
}
