package dev.rill.threads;

/** How a message stands. The names are stored, and on the wire, in lower case. */
public enum MessageStatus {
    STREAMING, COMPLETE, CANCELLED, ERROR,
    /** The server died while it was streaming. */
    INTERRUPTED
}
