import { useRef } from "react";
import { IconButton } from "../controls/IconButton";

interface Props { label: string; add: (files: File[]) => void }

/** Lets files be chosen, for who cannot drop them. */
export function AddFiles({ label, add }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input ref={input} type="file" multiple hidden aria-hidden="true" tabIndex={-1} onChange={(e) => {
        add([...(e.currentTarget.files ?? [])]);
        e.currentTarget.value = "";
      }} />
      <IconButton icon="plus" label={label} className="round" onClick={() => input.current?.click()} />
    </>
  );
}
