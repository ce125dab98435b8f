package dev.rill.retrieval;

/** A file that cannot be taken as a document; the message says why, after "it". */
final class UnreadableDocumentException extends Exception {
    UnreadableDocumentException(String message) {
        super(message);
    }
}
