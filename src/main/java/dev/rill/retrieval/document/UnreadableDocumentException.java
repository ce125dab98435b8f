package dev.rill.retrieval.document;

/** A file that cannot be taken as a document; the message says why, after "it". */
public final class UnreadableDocumentException extends Exception {
    public UnreadableDocumentException(String message) {
        super(message);
    }
}
