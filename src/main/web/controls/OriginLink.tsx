import { shortCommit } from "../texts/files";
import { Icon } from "./Icon";

/** Where a document's content was fetched from: a page that can be opened, or a commit. */
export function OriginLink({ origin: { url, commit }, title }: { origin: { url?: string; commit?: string }; title: string }) {
  if (url !== undefined && /^https?:\/\//i.test(url)) {
    return (
      <a className="origin" href={url} target="_blank" rel="noopener noreferrer" title={url} aria-label={`Open the page of ${title}`}>
        <bdi>{url.replace(/^https?:\/\//i, "")}</bdi> <Icon name="outside" size={13} />
      </a>
    );
  }
  return commit === undefined ? null : <code className="origin" title={`Commit ${commit}`}>{shortCommit(commit)}</code>;
}
