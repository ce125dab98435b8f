package dev.rill.retrieval.index;

import java.util.List;
import java.util.Optional;

/**
 * What a passage has to match beside what is asked, as a part of the query itself. Immutable; any thread.
 *
 * @param readers who may see it
 * @param paths   of the documents that are searched; empty where all are
 */
public record Within(ReaderFilter readers, Optional<List<String>> paths) {
    /** Without the paths. */
    @Override
    public String toString() {
        return "Within[" + paths.map(List::size) + " documents]";
    }
}
