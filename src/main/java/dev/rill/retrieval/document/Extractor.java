package dev.rill.retrieval.document;

import java.io.IOException;

/**
 * Takes the text out of one kind of file that is no text itself. Runs in the process for that, and never in the
 * server's, since what it reads may be made to harm who reads it. One thread.
 */
public interface Extractor {

    /**
     * @throws UnreadableDocumentException when it is no such file, or one that cannot be read; the message says why
     * @throws IOException                 when it is broken
     */
    void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException;
}
