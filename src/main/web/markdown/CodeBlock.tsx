import { memo } from "react";
import { CopyButton } from "../controls/CopyButton";
import { highlight } from "./highlight";

/** More than this is shown without colours. */
const LONGEST = 40_000;

/** Code with its language, colours and a button that copies it. */
export const CodeBlock = memo(({ code, language }: { code: string; language: string }) => {
  const name = /^[\w+#.-]{1,30}/.exec(language)?.[0] ?? "";
  const pieces = code.length > LONGEST ? [{ kind: null, text: code }] : highlight(code, name.toLowerCase());
  return (
    <figure className="code" dir="ltr">
      <figcaption>
        <span>{name || "text"}</span>
        <CopyButton text={() => code} label="Copy code" />
      </figcaption>
      <pre tabIndex={0} role="region" aria-label={`Code${name ? `, ${name}` : ""}`}>
        <code>
          {pieces.map((piece, i) => (piece.kind === null
            ? piece.text
            : <span key={i} className={`hl-${piece.kind}`}>{piece.text}</span>))}
        </code>
      </pre>
    </figure>
  );
});
