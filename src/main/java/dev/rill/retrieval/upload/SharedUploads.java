package dev.rill.retrieval.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads where several servers share them. Each change has a number, larger than those of all before. Threads that
 * nobody interrupts, any number at once. Whoever made it closes it, after what uses it.
 *
 * <p>Every method throws an {@link IOException} where it cannot be reached; whether what was asked has happened is not
 * known then, and it may be asked again.
 */
public interface SharedUploads extends AutoCloseable {

    /** What became of one that was to be kept. */
    sealed interface Kept {
        /** @param change its number */
        record Taken(long change) implements Kept {
        }

        /** The same was sent before. */
        record Repeats(Upload before) implements Kept {
        }

        /** Its owner has as much as one may have. */
        record Full() implements Kept {
        }
    }

    /** Keeps one with its content, or nothing of it. */
    Kept keep(Upload upload, Path content, UploadLimits limits) throws IOException;

    /** Notes what a scan has found, and drops the content where it was refused; nothing where it was deleted. */
    void scanned(Upload upload) throws IOException;

    /** Says to all servers why the last scan of one said nothing, until a scan finds something out. */
    void note(String id, String why) throws IOException;

    /** What was said of some of those, by their ids. */
    Map<String, String> notes(Collection<String> ids) throws IOException;

    /** @return whether it was there */
    boolean delete(String id) throws IOException;

    /** The number of the last change. */
    long lastChange() throws IOException;

    /** All that are kept, by their ids, with the number of the last change of each. */
    Map<String, Long> changes() throws IOException;

    /** Those that are still there. */
    List<Upload> read(Collection<String> ids) throws IOException;

    /** Writes the content of one; nothing where it has none. */
    void content(String id, OutputStream to) throws IOException;

    /**
     * Leaves the scan of one to this server for a time.
     *
     * @return whether no other has it
     */
    boolean claimScan(String id, Duration time) throws IOException;

    /** Says that this server is there, and that its questions find whatever was changed up to a number. */
    void tell(long change) throws IOException;

    /** Up to which change the questions of all servers that are there find what was sent; empty where none is. */
    Optional<Long> foundByAll() throws IOException;

    /** This server is there no more. */
    @Override
    void close();
}
