package dev.rill.evaluation.target;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Over an index in this process, which others close. */
abstract sealed class IndexTarget implements Target permits SearchTarget, WorkflowTarget {
    private final String description;
    private final DocumentLibrary index;

    IndexTarget(String description, DocumentLibrary index) {
        this.description = description;
        this.index = index;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Set<String> documents() {
        return index.documents().stream().map(DocumentInfo::path).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public final Optional<String> lines(String path, int from, int to) {
        return index.text(path, OptionalInt.of(from), OptionalInt.of(to)).map(DocumentText::text);
    }

    @Override
    public final void close() {
        // nothing is held
    }
}
