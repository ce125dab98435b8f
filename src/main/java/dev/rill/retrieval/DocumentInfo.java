package dev.rill.retrieval;

import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.stream.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An indexed document. Immutable; any thread.
 *
 * @param path     relative to the folder, with {@code /} between its parts
 * @param type     what it is read as
 * @param title    what the document calls itself, or its file's name
 * @param tags     from its folders, its metadata and its headings, in lower case
 * @param chunks   passages that it was split into
 * @param bytes    of the file
 * @param modified of the file
 * @param indexed  when what is found of it was read
 * @param origin   where its content was fetched from, where it was
 */
public record DocumentInfo(String path, DocumentType type, String title, List<String> tags, int chunks, long bytes,
                           Instant modified, Instant indexed, Optional<Origin> origin) {
}
