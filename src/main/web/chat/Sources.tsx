import { useMemo, useState } from "react";
import type { Place, Source } from "../api/types";
import { Icon } from "../controls/Icon";
import { openPassage } from "../conversation/passage";
import { citedIds } from "../markdown/cited";

const DOUBT = "Something that the answer says with this source was not found in it";

function doubted(source: Source): boolean {
  return (source.citations ?? []).some((citation) => !citation.found);
}

function placeWords({ path, section, place }: Source): string {
  return `${path}${section && place.kind !== "section" ? `, ${section}` : ""}, ${place.label}`;
}

/** Lines without the word, and of a section the heading that is nearest. */
function shortPlace({ kind, label, from, to, name }: Place): string {
  if (kind === "lines" && from !== undefined) return from === to ? `${from}` : `${from}–${to}`;
  if (kind === "section" && name !== undefined) return name.split(" > ").at(-1)!;
  return label;
}

/** Where an answer comes from: what it cites, and what else was read. */
export function Sources({ sources, text }: { sources: Source[]; text: string }) {
  const [all, setAll] = useState(false);
  const cited = useMemo(() => citedIds(text), [text]);
  const shown = all ? sources : sources.filter((source) => cited.has(source.id));
  const rest = sources.length - shown.length;
  return (
    <div className="sources" role="group" aria-label="Sources">
      <ul>
        {shown.map((source) => (
          <li key={source.id}>
            {source.hidden ? (
              <span className="source">
                <span className="number">{source.id}</span>
                <span className="source-title">{source.title}</span>
              </span>
            ) : <button type="button" className="source" onClick={(e) => openPassage(source, e.currentTarget)}
                    title={placeWords(source)}>
              <span className="number">{source.id}</span>
              <span className="source-title" dir="auto">{source.title}</span>
              <span className="source-place">{shortPlace(source.place)}</span>
              {doubted(source) && <span className="source-doubt" role="img" aria-label={DOUBT} title={DOUBT}>?</span>}
            </button>}
          </li>
        ))}
        {rest > 0 && (
          <li>
            <button type="button" className="source more" onClick={() => setAll(true)}>
              <Icon name="document" size={14} />
              {shown.length > 0 ? `${rest} more read` : rest === 1 ? "1 passage read" : `${rest} passages read`}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
