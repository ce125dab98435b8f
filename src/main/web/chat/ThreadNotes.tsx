import { goNew } from "../browser/route";

/** The thread was deleted, or a link leads to what is not there for who follows it. */
export function ThreadGone() {
  return (
    <div className="empty" role="status">
      <h2>This thread is gone</h2>
      <p>It was deleted, by you or by the server’s retention, or it is not one of yours.</p>
      <button type="button" className="button primary" onClick={goNew}>New thread</button>
    </div>
  );
}

/** The thread could not be read. */
export function ThreadUnread({ retry }: { retry: () => void }) {
  return (
    <div className="empty" role="alert">
      <h2>The thread could not be read</h2>
      <p>The server cannot be reached, or cannot read its storage right now.</p>
      <button type="button" className="button primary" onClick={retry}>Try again</button>
    </div>
  );
}
