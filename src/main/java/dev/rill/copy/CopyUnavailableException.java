package dev.rill.copy;

/** The place of the copies cannot be reached, or does not take what is written to it. */
public final class CopyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CopyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
