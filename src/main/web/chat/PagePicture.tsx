import { useState } from "react";
import { rill } from "../api/rill";
import { IconButton } from "../controls/IconButton";

interface Props { path: string; first: number; marked: { from: number; to: number } | null }

/** A page of a PDF as it is printed, with the passage marked on it. */
export function PagePicture({ path, first, marked }: Props) {
  const [page, setPage] = useState(first);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  const turn = (to: number) => {
    setPage(to);
    setState("loading");
  };
  return (
    <figure className="page-picture" aria-busy={state === "loading"}>
      <figcaption>
        <IconButton icon="chevron" className="back" label="Page before" disabled={page <= 1} onClick={() => turn(page - 1)} />
        <span role="status">Page {page}</span>
        <IconButton icon="chevron" className="on" label="Next page" disabled={state === "failed"} onClick={() => turn(page + 1)} />
      </figcaption>
      {state === "failed"
        ? <p className="hint">There is no picture of this page.</p>
        : <img src={rill.pageHref(path, page, marked)} alt={`Page ${page} as it is printed`}
               onLoad={() => setState("shown")} onError={() => setState("failed")} />}
    </figure>
  );
}
