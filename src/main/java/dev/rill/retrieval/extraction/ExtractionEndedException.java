package dev.rill.retrieval.extraction;

import java.io.IOException;

/** A file was not read to its end, because nobody wants its text any more. */
public final class ExtractionEndedException extends IOException {
    ExtractionEndedException() {
        super("The extraction of text is closed.");
    }
}
