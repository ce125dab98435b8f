package dev.rill.retrieval.source;

import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.upload.UploadPath;
import dev.rill.rights.Readers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a scan found.
 *
 * @param files   by path, in path order
 * @param unknown what could not be looked at this time: a document, a folder and all below it, which ends in
 *                {@code /}, or everything, which is empty
 * @param passedOver files of kinds that are not read
 * @param rights  who may read a document of a path, whether there is one or not
 * @param looks   how each source stands
 * @param watched whether each later change of what it has walked will be told
 */
public record DocumentScan(Map<String, DocumentFile> files, Set<String> unknown, PassedOver passedOver,
                    Function<String, Readers> rights, List<SourceLook> looks, boolean watched) {

    /** Nothing to look for but what was found. */
    static DocumentScan of(Map<String, DocumentFile> files) {
        SourceLook look = new SourceLook("", SourceKind.MANUAL, Optional.of(Instant.now()), Optional.empty(),
                new PassedOver(), Readers.EVERYBODY, Optional.empty());
        return new DocumentScan(files, Set.of(), new PassedOver(), _ -> Readers.EVERYBODY, List.of(look), true);
    }

    /** Why sources could not be looked at, where some could not. */
    public Optional<String> gone() {
        List<String> faults = looks.stream().map(SourceLook::fault).flatMap(Optional::stream).toList();
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    }

    /** Whether nothing of it has to be looked at again soon. */
    public boolean settled() {
        return watched && unknown.isEmpty() && files.values().stream().allMatch(DocumentFile::settled);
    }

    /** Whether the document may still be there although it was not found; of uploads all are known. */
    public boolean mayStillHold(String path) {
        return !UploadPath.is(path) && unknown.stream().anyMatch(path::startsWith);
    }
}
