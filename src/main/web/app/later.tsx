import { useEffect, useState, type ReactNode } from "react";

type View<P> = (props: P) => ReactNode;
/** Of a part, the view around it does without. */
type Place = "main" | "aside" | "part";

/** A view whose script is loaded when it is first opened, so that a question can be typed sooner. */
export function later<P extends object>(place: Place, load: () => Promise<View<P>>): View<P> {
  let view: View<P> | null = null;
  return function Later(props: P) {
    const [state, setState] = useState<"loading" | "ready" | "failed">(view === null ? "loading" : "ready");
    useEffect(() => {
      if (state !== "loading") return;
      load().then(
        (loaded) => {
          view = loaded;
          setState("ready");
        },
        () => setState("failed"),
      );
    }, [state]);
    if (state === "failed") return place === "part" ? null : <Failed place={place} />;
    const Shown = view;
    if (Shown === null) return place === "main" ? <main aria-busy="true" /> : null;
    return <Shown {...props} />;
  };
}

/** The server is away, or has another version, whose scripts have other names. */
function Failed({ place: Place }: { place: "main" | "aside" }) {
  return (
    <Place className={Place === "main" ? "documents" : "passage"}>
      <p role="alert">This part of the page could not be loaded.</p>
      <p><button type="button" className="button" onClick={() => location.reload()}>Reload the page</button></p>
    </Place>
  );
}
