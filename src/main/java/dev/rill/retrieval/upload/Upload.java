package dev.rill.retrieval.upload;

import dev.rill.rights.Readers;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that somebody has sent, and that is kept. Immutable; any thread.
 *
 * @param id       names it among all; in lower case
 * @param owner    empty where users are not known
 * @param threadId outside of which it is not found; empty: it is found by all questions of its owner
 * @param name     of the file; ends in what tells its type
 * @param hash     of the content
 * @param scanned  whether a virus scanner has found nothing in it
 * @param refused  why it is none of the documents, where it was refused
 */
public record Upload(String id, String owner, Optional<String> threadId, String name, long bytes, String hash,
                     Instant received, boolean scanned, Optional<String> refused) {

    /** As it is called among the documents. */
    public String path() {
        return UploadPath.of(id, name);
    }

    /** Who may read it. */
    public Readers readers() {
        return Readers.ofOwner(owner, threadId);
    }

    Upload clean() {
        return new Upload(id, owner, threadId, name, bytes, hash, received, true, Optional.empty());
    }

    /** The same, of which the content is not kept. */
    Upload refused(String why) {
        return new Upload(id, owner, threadId, name, 0, hash, received, true, Optional.of(why));
    }

    /** Whether the other is the same file, sent again. */
    boolean repeats(Upload other) {
        return owner.equals(other.owner) && threadId.equals(other.threadId) && name.equals(other.name)
                && hash.equals(other.hash);
    }

    /** Without the file's name. */
    @Override
    public String toString() {
        return "Upload[id=" + id + ", owner=" + owner + ", threadId=" + threadId + ", bytes=" + bytes + "]";
    }
}
