package dev.rill.retrieval.source;

import dev.rill.rights.Readers;
import dev.rill.stream.Origin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A document as a scan found it.
 *
 * @param path     relative to the root, with {@code /} between its parts
 * @param version  changes whenever the content may have changed
 * @param settled  false while the file is so young that a later change might not change the version
 * @param readers  who may read it
 * @param location the real file, for a source that has files
 * @param origin   where it was fetched from, where it was
 */
public record DocumentFile(String path, String version, boolean settled, long bytes, Instant modified,
                    Readers readers, Optional<Path> location, Optional<Origin> origin) {

    /** One that everybody may read. */
    public DocumentFile(String path, String version, boolean settled, long bytes, Instant modified,
                        Optional<Path> location) {
        this(path, version, settled, bytes, modified, Readers.EVERYBODY, location, Optional.empty());
    }

    /** The same, fetched. */
    DocumentFile from(Optional<Origin> place) {
        return new DocumentFile(path, version, settled, bytes, modified, readers, location, place);
    }

    /** The same at another path. */
    DocumentFile at(String other) {
        return new DocumentFile(other, version, settled, bytes, modified, readers, location, origin);
    }
}
