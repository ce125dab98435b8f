package dev.rill.retrieval;

/** The documents cannot be searched or read just now; the message says why, and names no credentials. */
public final class SearchUnavailableException extends RuntimeException {
    public SearchUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
