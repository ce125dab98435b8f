package dev.rill.retrieval.source;

import java.io.IOException;

/** A document could not be read just now; the message says why. */
public final class SourceReadException extends IOException {
    SourceReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
