import type { DocumentSource } from "../api/types";
import { Icon } from "../controls/Icon";
import { date, shortCommit } from "../texts/files";

const KINDS: Record<string, string> = { folder: "Folder", git: "Git repository", website: "Website", manual: "Manual" };

/** Where documents come from, where that is more than one folder. */
export function SourceList({ sources }: { sources: DocumentSource[] }) {
  if (sources.every((source) => source.name === undefined)) return null;
  return (
    <section className="card source-list" aria-label="Sources">
      <h2>Sources</h2>
      <ul>{sources.map((source) => <One key={source.name} source={source} />)}</ul>
    </section>
  );
}

function One({ source: { name, kind, looked, documents, notRead, commit, error } }: { source: DocumentSource }) {
  return (
    <li>
      <p>
        <strong><bdi>{name}</bdi></strong>
        <span className="hint">
          {KINDS[kind] ?? kind}, {documents === 1 ? "1 document" : `${documents.toLocaleString()} documents`}
          {notRead > 0 && `, ${notRead.toLocaleString()} not read`}
          {commit !== undefined && <>, <code title={commit}>{shortCommit(commit)}</code></>}
          {looked !== undefined && <>, looked at <time dateTime={looked} title={looked}>{date(looked)}</time></>}
        </span>
      </p>
      {error !== undefined && <p className="source-error"><Icon name="warning" size={14} /><span dir="auto">{error}</span></p>}
    </li>
  );
}
