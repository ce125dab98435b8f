package dev.rill.retrieval.index;

/** Another process has the index open. The message is for the operator. */
public final class IndexLockedException extends RuntimeException {
    public IndexLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
