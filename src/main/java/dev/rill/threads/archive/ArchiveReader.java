package dev.rill.threads.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads what {@link ArchiveWriter} wrote, one message in memory at a time: a thread, then its messages, then the next.
 * One thread; the stream is its maker's to close.
 */
public final class ArchiveReader {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonParser parser;
    private JsonNode entry;
    private int line;
    private long threads;
    private long messages;

    /** Reads the head. */
    public ArchiveReader(InputStream in) throws IOException, ArchiveFormatException {
        parser = JSON.createParser(in);
        JsonNode format = head();
        if (!format.isInt()) {
            throw new ArchiveFormatException("This is no export of Rill: its first line does not say so.");
        }
        if (format.intValue() != ArchiveWriter.FORMAT) {
            throw new ArchiveFormatException("The export has format " + format.intValue() + ", and this version reads "
                    + ArchiveWriter.FORMAT + ": a newer version wrote it.");
        }
        read();
    }

    private JsonNode head() throws IOException {
        try {
            read();
            return entry.path(ArchiveWriter.HEAD);
        } catch (ArchiveFormatException e) { // whatever it is, it does not begin as an export
            return MissingNode.getInstance();
        }
    }

    /** The next thread, over messages that nobody read; empty at the end. */
    public Optional<ArchivedThread> nextThread() throws IOException, ArchiveFormatException {
        while (nextMessage().isPresent()) {
            // not wanted
        }
        if (entry.has(ArchiveWriter.THREAD)) {
            ArchivedThread thread = new EntryFields(line, entry.get(ArchiveWriter.THREAD)).thread();
            threads++;
            read();
            return Optional.of(thread);
        }
        if (!entry.has(ArchiveWriter.END)) {
            throw entry.isMissingNode()
                    ? new ArchiveFormatException("The export is cut: it has no end behind line " + line + ".")
                    : new ArchiveFormatException(line, "neither a thread nor a message nor the end.");
        }
        JsonNode end = entry.get(ArchiveWriter.END);
        if (end.path("threads").asLong(-1) != threads || end.path("messages").asLong(-1) != messages) {
            throw new ArchiveFormatException(line, "the end counts other threads or messages than there are ("
                    + threads + " and " + messages + ").");
        }
        read();
        if (!entry.isMissingNode()) {
            throw new ArchiveFormatException(line, "something stands behind the end.");
        }
        return Optional.empty();
    }

    /** The next message of the thread; empty where there is none left. */
    public Optional<ArchivedMessage> nextMessage() throws IOException, ArchiveFormatException {
        if (!entry.has(ArchiveWriter.MESSAGE)) {
            return Optional.empty();
        }
        if (threads == 0) {
            throw new ArchiveFormatException(line, "a message without a thread.");
        }
        ArchivedMessage message = new EntryFields(line, entry.get(ArchiveWriter.MESSAGE)).message();
        messages++;
        read();
        return Optional.of(message);
    }

    /** Of what was given last, or of what comes next. */
    public int line() {
        return line;
    }

    private void read() throws IOException, ArchiveFormatException {
        try {
            if (parser.nextToken() == null) {
                entry = MissingNode.getInstance();
                return;
            }
            line = parser.currentTokenLocation().getLineNr();
            entry = parser.readValueAsTree();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new ArchiveFormatException(parser.currentLocation().getLineNr(), "no JSON, or only a part of it.");
        }
    }
}
