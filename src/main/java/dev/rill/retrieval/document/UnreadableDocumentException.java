package dev.rill.retrieval.document;

/** A file that cannot be taken as a document; the message says why, after "it". */
public final class UnreadableDocumentException extends Exception {
    private final boolean lasting;

    public UnreadableDocumentException(String message) {
        this(message, true);
    }

    private UnreadableDocumentException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** One that may be taken at another time, or on another machine. */
    public static UnreadableDocumentException thisTime(String message) {
        return new UnreadableDocumentException(message, false);
    }

    /** Whether the same content cannot be taken at any time. */
    public boolean lasting() {
        return lasting;
    }
}
