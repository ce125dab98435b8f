package dev.rill.retrieval;

import java.io.IOException;

/** A document could not be read just now; the message says why. */
final class SourceReadException extends IOException {
    SourceReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
