package dev.rill.retrieval.embedded;

import dev.rill.retrieval.index.ReaderFilter;
import dev.rill.retrieval.index.Within;
import java.util.Optional;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** What a passage has to match, as Lucene's queries; empty where any may be found. Stateless. */
final class LuceneFilters {

    private LuceneFilters() {
    }

    static Optional<Query> of(Within within) {
        Optional<Query> rights = of(within.readers());
        Optional<Query> covered = within.paths().map(paths ->
                new TermInSetQuery(PassageFields.PATH, paths.stream().map(BytesRef::new).toList()));
        return covered.isPresent() && rights.isPresent() ? Optional.of(new BooleanQuery.Builder()
                .add(covered.get(), BooleanClause.Occur.FILTER).add(rights.get(), BooleanClause.Occur.FILTER).build())
                : covered.or(() -> rights);
    }

    static Optional<Query> of(ReaderFilter readers) {
        return readers.visible().map(keys -> keys.isEmpty() ? new MatchNoDocsQuery("nothing is visible")
                : NumericDocValuesField.newSlowSetQuery(PassageFields.READERS,
                        keys.stream().mapToLong(Long::longValue).toArray()));
    }
}
