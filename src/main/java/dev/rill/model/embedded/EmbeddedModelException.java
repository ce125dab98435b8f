package dev.rill.model.embedded;

/** A model cannot be loaded or run. The message says why, for the operator; it holds nobody's text. */
public final class EmbeddedModelException extends RuntimeException {
    private final boolean ending;

    EmbeddedModelException(String message, Throwable cause) {
        this(message, false, cause);
    }

    /** @param ending whether it is no fault: the process ends, and loads nothing more */
    EmbeddedModelException(String message, boolean ending, Throwable cause) {
        super(message, cause);
        this.ending = ending;
    }

    boolean ending() {
        return ending;
    }
}
