const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M8 8h8v8H8z",
  copy: "M9 9h10v10H9zM5 15V5h10",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  edit: "M4 20h4L19 9l-4-4L4 16z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  outside: "M14 4h6v6M20 4l-9 9M17 14v5H5V7h5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  retry: "M19 12a7 7 0 1 1-2.1-5M19 4v4h-4",
  down: "M12 5v14M6 13l6 6 6-6",
  chevron: "M8 10l4 4 4-4",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
  leave: "M10 5H5v14h5M14 8l4 4-4 4M18 12H10",
  pulse: "M3 12h4l3-7 4 14 3-7h4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1 1M17.4 17.4l1 1M5.6 18.4l1-1"
    + "M17.4 6.6l1-1",
  moon: "M20 14a8 8 0 1 1-10-10 6.5 6.5 0 0 0 10 10z",
  auto: "M4 6h16v10H4zM9 20h6M12 16v4",
  warning: "M12 4l9 16H3zM12 10v4M12 17h.01",
  document: "M7 3h7l4 4v14H7zM14 3v4h4",
  folder: "M3 6h6l2 2h10v11H3z",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture that says nothing that the text beside it, or its button's label, does not. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon" width={size} height={size} viewBox="0 0 24 24" fill={name === "stop" ? "currentColor" : "none"}
      stroke="currentColor" strokeWidth={name === "more" ? 2.8 : 1.8} strokeLinecap="round" strokeLinejoin="round"
      aria-hidden="true" focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark of the product. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" className="logo-ground" />
      <path
        d="M6 12.5c3.6-3.6 6.4 3.6 10 0s6.4 3.6 10 0M6 20c3.6-3.6 6.4 3.6 10 0s6.4 3.6 10 0"
        className="logo-water" fill="none" strokeWidth="2.4" strokeLinecap="round"
      />
    </svg>
  );
}
