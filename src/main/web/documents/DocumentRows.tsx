import type { DocumentInfo, DocumentList } from "../api/types";
import { hrefOf } from "../browser/route";
import { Icon } from "../controls/Icon";
import { OriginLink } from "../controls/OriginLink";
import { openDocument } from "../conversation/passage";
import { bytes, date, kindName } from "../texts/files";

/** Where the server has what people send; the page lists it apart. */
const UPLOADS = ".uploads";

/** @param folder whose content it is; null where it was searched for */
export function DocumentRows({ list, folder }: { list: DocumentList; folder: string | null }) {
  const folders = (list.folders ?? []).filter(({ path }) => path !== UPLOADS);
  if (folders.length + list.documents.length === 0) return null;
  return (
    <div className="table documents-table" tabIndex={0} role="region" aria-label="Documents, table">
      <table>
        <thead>
          <tr><th>Name</th><th className="extra">Kind</th><th className="figure">Size</th><th className="extra figure">Indexed</th></tr>
        </thead>
        <tbody>
          {folders.map(({ path, documents }) => (
            <tr key={`${path}/`}>
              <td>
                <a className="document" href={hrefOf({ view: "documents", folder: path })}>
                  <Icon name="folder" /><span><bdi>{name(path)}</bdi></span>
                </a>
              </td>
              <td className="extra">Folder</td>
              <td className="figure">{documents === 1 ? "1 document" : `${documents.toLocaleString()} documents`}</td>
              <td className="extra" />
            </tr>
          ))}
          {list.documents.map((document) => <Row key={document.path} document={document} path={folder === null} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ document, path }: { document: DocumentInfo; path: boolean }) {
  return (
    <tr>
      <td>
        <button type="button" className="document" title={document.path}
                onClick={(e) => openDocument(document.path, document.title, e.currentTarget)}>
          <Icon name="document" />
          <span><span dir="auto">{document.title}</span><bdi className="hint">{path && !document.path.startsWith(`${UPLOADS}/`) ? document.path : name(document.path)}</bdi></span>
        </button>
        <OriginLink origin={document} title={document.title} />
      </td>
      <td className="extra">{kindName(document.kind, document.path)}</td>
      <td className="figure">{bytes(document.bytes)}</td>
      <td className="extra figure"><time dateTime={document.indexed} title={document.indexed}>{date(document.indexed)}</time></td>
    </tr>
  );
}

function name(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
