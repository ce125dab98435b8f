package dev.rill;

/** Rill cannot start; the message says why and what to do, in a sentence for its operator. */
public final class StartException extends RuntimeException {
    StartException(String message, Throwable cause) {
        super(message, cause);
    }

    StartException(String message) {
        super(message);
    }
}
