package dev.rill.model.embedded;

/** A model cannot be loaded or run. The message says why, for the operator; it holds nobody's text. */
public final class EmbeddedModelException extends RuntimeException {
    EmbeddedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
