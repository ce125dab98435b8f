package dev.rill.threads;

/** What became of the end of an answer. */
public enum Finished {
    STORED,
    /** It was deleted, with its thread. */
    GONE,
    /**
     * It is no longer this server's: others took the server for dead, and the thread has gone on without it; or they
     * may have, and it could not be stored before.
     */
    LOST
}
