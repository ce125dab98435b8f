import { memo, useState } from "react";
import { config } from "../api/config";
import { isComposing } from "../browser/input-method";
import { CopyButton } from "../controls/CopyButton";
import { IconButton } from "../controls/IconButton";
import { useStore } from "../store/useStore";
import { length } from "../texts/length";

interface Props { text: string; editable: boolean; send: (text: string) => void }

/** What was asked; the last one can be changed and asked again. */
export const Question = memo(({ text, editable, send }: Props) => {
  const [editing, setEditing] = useState(false);
  if (editing) {
    return <Editor text={text} cancel={() => setEditing(false)} send={(changed) => {
      setEditing(false);
      send(changed);
    }} />;
  }
  return (
    <article className="question" aria-label="Question">
      <h2 className="visually-hidden">You asked</h2>
      <p className="bubble" dir="auto">{text}</p>
      <div className="actions">
        <CopyButton text={() => text} label="Copy question" />
        {editable && <IconButton icon="edit" size={16} label="Edit and ask again" onClick={() => setEditing(true)} />}
      </div>
    </article>
  );
});

function Editor({ text, cancel, send }: { text: string; cancel: () => void; send: (text: string) => void }) {
  const [value, setValue] = useState(text);
  const longest = useStore(config).maxMessageChars;
  const tooLong = value.length > longest && length(value.trim()) > longest;
  const ready = value.trim() !== "" && !tooLong;
  return (
    <form
      className="question editor"
      onSubmit={(e) => {
        e.preventDefault();
        if (ready) send(value.trim());
      }}
    >
      <textarea
        aria-label="Edit the question" value={value} dir="auto" autoFocus aria-invalid={tooLong}
        onChange={(e) => setValue(e.currentTarget.value)}
        onFocus={(e) => e.currentTarget.setSelectionRange(value.length, value.length)}
        onKeyDown={(e) => {
          if (isComposing(e.nativeEvent)) return;
          if (e.key === "Escape") cancel();
          else if (e.key === "Enter" && !e.shiftKey && ready) send(value.trim());
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      />
      <div className="editor-foot">
        <span className="hint">
          {tooLong ? `At most ${longest.toLocaleString()} characters.` : "Asked as a new question; the old answer stays above."}
        </span>
        <button type="button" className="button" onClick={cancel}>Cancel</button>
        <button type="submit" className="button primary" disabled={!ready}>Ask</button>
      </div>
    </form>
  );
}
