package dev.rill.retrieval.vector;

import java.util.Collection;
import java.util.Set;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** The passages that may be found, by their {@link PassageKey}s; worth keeping, where they are many. Any thread. */
public final class KeyFilter {
    private final Set<BytesRef> keys;
    private final Query query;

    public KeyFilter(Collection<BytesRef> keys) {
        this.keys = Set.copyOf(keys);
        this.query = new TermInSetQuery(VectorIndex.KEY, keys);
    }

    boolean has(BytesRef key) {
        return keys.contains(key);
    }

    int size() {
        return keys.size();
    }

    Query query() {
        return query;
    }
}
