package dev.rill.http.paths;

/** Who may call a route where users are known. */
public enum Access {
    /** Everybody, whatever {@code Host} says: who probes may know only an address, and there is nothing to hide. */
    PROBE,
    /** Everybody. */
    OPEN,
    /** Users, admins, and keys that may only scrape; whatever {@code Host} says, with credentials. */
    SCRAPE,
    /** Users and admins. */
    USER
}
