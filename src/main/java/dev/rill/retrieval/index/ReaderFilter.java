package dev.rill.retrieval.index;

import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of an index somebody may see, as a part of the query itself. Any thread.
 *
 * @param visible of all readers that documents have, the keys of those that include this one; empty where all do
 */
public record ReaderFilter(Optional<List<Long>> visible) {

    /** @param all that documents of the index have */
    static ReaderFilter of(Reader reader, Set<Readers> all) {
        List<Long> visible = all.stream().filter(readers -> readers.include(reader)).map(Readers::key).sorted()
                .toList();
        return new ReaderFilter(visible.size() == all.size() ? Optional.empty() : Optional.of(visible));
    }
}
