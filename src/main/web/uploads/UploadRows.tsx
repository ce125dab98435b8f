import { hrefOf } from "../browser/route";
import { Icon } from "../controls/Icon";
import { IconButton } from "../controls/IconButton";
import { openDocument } from "../conversation/passage";
import { notices } from "../notices/notices";
import { useStore } from "../store/useStore";
import { bytes } from "../texts/files";
import type { Row, Uploads } from "./uploads";

/** @param where whether it is told which belong to a thread */
interface Props { uploads: Uploads; label: string; where?: boolean }

/** Files that were sent, or are being sent, each with how far it is, and to be deleted. */
export function UploadRows({ uploads, label, where = false }: Props) {
  const rows = useStore(uploads.store);
  if (rows.length === 0) return null;
  return (
    <ul className="queued" aria-label={label}>
      {rows.map((row) => <Item key={row.key} row={row} uploads={uploads} where={where} />)}
    </ul>
  );
}

function Item({ row, uploads, where }: { row: Row; uploads: Uploads; where: boolean }) {
  const bad = row.refused !== null || row.upload?.state === "left-out";
  const remove = () => void uploads.remove(row).catch(() => notices.say("The server cannot be reached: nothing was deleted."));
  const upload = row.upload;
  const sentence = bad || upload?.reason !== undefined;
  return (
    <li>
      <Icon name={bad ? "warning" : "document"} size={15} />
      <p dir="auto" title={row.name} style={sentence ? { minWidth: "35%" } : undefined}>
        {upload?.state === "indexed"
          ? <button type="button" onClick={(e) => openDocument(upload.path, upload.name, e.currentTarget)}>{row.name}</button>
          : row.name}
      </p>
      {where && upload?.threadId !== undefined && (
        <a className="link hint" href={hrefOf({ view: "thread", threadId: upload.threadId })}>In a thread</a>
      )}
      <span className="hint" role={bad ? "alert" : undefined}
            style={sentence ? { color: bad ? "var(--bad)" : undefined, whiteSpace: "normal", flex: "0 1 auto" } : undefined}>
        {words(row)}
      </span>
      {row.again !== null && <IconButton icon="retry" size={15} label={`Send ${row.name} again`} onClick={row.again} />}
      <IconButton icon={upload === null ? "close" : "trash"} size={15} label={`Remove ${row.name}`} onClick={remove} />
    </li>
  );
}

function words({ upload, sent, refused, bytes: size }: Row): string {
  if (refused !== null) return refused;
  if (upload === null) return sent === null ? "Waits for the others" : `Sending, ${Math.floor(sent * 100)} %`;
  switch (upload.state) {
    case "accepted": return upload.reason === undefined ? "Being read…" : `Waits: ${upload.reason}`;
    case "scanned": return "Being read…";
    case "indexed": return bytes(size);
    case "left-out": return `Not read: ${upload.reason}`;
  }
}
