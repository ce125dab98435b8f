package dev.rill.evaluation.target;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The documents of an index, as they can be read. Any thread. */
final class IndexedLines {
    private final DocumentLibrary index;

    IndexedLines(DocumentLibrary index) {
        this.index = index;
    }

    Set<String> paths() {
        return index.documents().stream().map(DocumentInfo::path).collect(Collectors.toUnmodifiableSet());
    }

    Optional<String> lines(String path, int from, int to) {
        return index.text(path, OptionalInt.of(from), OptionalInt.of(to)).map(DocumentText::text);
    }
}
