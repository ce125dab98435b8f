package dev.rill.threads.archive;

/** An export is not as it should be; the message is a sentence that names the line. */
public final class ArchiveFormatException extends Exception {
    public ArchiveFormatException(String message) {
        super(message);
    }

    public ArchiveFormatException(int line, String message) {
        super("Line " + line + ": " + message);
    }
}
