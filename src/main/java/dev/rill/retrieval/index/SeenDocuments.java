package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.vector.KeyFilter;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.words.Nearness;
import dev.rill.words.WordRarity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;

/**
 * The index as one reader sees it. What a reader may not see is no part of any query's answer; what has become so since
 * the index was last made visible is taken out of it. Any thread, interrupted or not.
 */
final class SeenDocuments implements DocumentLibrary {
    private final DocumentIndex index;
    private final Reader reader;

    SeenDocuments(DocumentIndex index, Reader reader) {
        this.index = index;
        this.reader = reader;
    }

    /** What was added to a thread is found in it alone, and read by its path wherever it is cited. */
    private Reader owner() {
        return reader.inOwnThreads();
    }

    @Override
    public List<DocumentInfo> documents() {
        return index.catalog().infos(reader);
    }

    @Override
    public UnreadFiles unread() {
        return index.unread(reader);
    }

    @Override
    public Readers readers(String path) {
        IndexedDocument document = index.catalog().find(path);
        return document == null ? Readers.NOBODY : document.readers();
    }

    @Override
    public Optional<Origin> origin(String path) {
        IndexedDocument document = index.catalog().find(path);
        return document == null || !document.readers().include(owner()) ? Optional.empty() : document.info().origin();
    }

    @Override
    public boolean shows(String path, Readers cited) {
        IndexedDocument document = index.catalog().find(path);
        return document == null ? cited.and(index.above(path)).include(owner())
                : document.readers().include(owner());
    }

    @Override
    public Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to) {
        if (!index.catalog().shows(path, owner())) {
            return Optional.empty();
        }
        return index.read(searcher -> {
            TopDocs found = searcher.search(new TermQuery(new Term(PassageFields.OWN, path)), 1);
            if (found.scoreDocs.length == 0) {
                return Optional.empty();
            }
            int entry = found.scoreDocs[0].doc;
            IndexedDocument document = PassageFields.readDocument(searcher.getIndexReader(), entry);
            TextLines lines = new TextLines(PassageFields.readText(searcher.storedFields(), entry));
            int first = Math.clamp(from.orElse(1), 1, lines.count());
            int last = Math.clamp(to.orElse(lines.count()), first, lines.count());
            int said = last;
            while (said > first && lines.blank(said)) {
                said--;
            }
            Place place = PassageFields.readPlaces(searcher.storedFields(), entry).between(first, said);
            return Optional.of(new DocumentText(path, document.info().title(), document.hash(), first, last,
                    place instanceof Place.Lines ? new Place.Lines(first, last) : place, head(lines, first),
                    lines.count(),
                    lines.between(first, last)));
        });
    }

    private static Optional<String> head(TextLines lines, int first) {
        int row = first;
        while (row > 1 && lines.line(row).startsWith("|") && lines.line(row - 1).startsWith("|")) {
            row--;
        }
        return row == first ? Optional.empty() : Optional.of(lines.line(row));
    }

    /** Some passages of a document, in no order. */
    List<Passage> passages(String path, int atMost) {
        return index.read(searcher -> {
            List<Passage> passages = new ArrayList<>();
            TopDocs found = searcher.search(new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(PassageFields.PATH, path)), BooleanClause.Occur.FILTER)
                    .add(new TermQuery(new Term(PassageFields.OWN, path)), BooleanClause.Occur.MUST_NOT).build(),
                    atMost);
            for (ScoreDoc entry : found.scoreDocs) {
                passages.add(PassageFields.readPassage(searcher.storedFields(), entry.doc, 0));
            }
            return index.catalog().shows(path, reader) ? passages : List.of();
        });
    }

    /** What a search by words finds first. */
    Optional<Passage> first(String question) {
        Optional<Query> within = filter().query();
        return visible(index.read(searcher -> index.words().search(searcher, List.of(question), within, 1)))
                .getFirst().stream().findFirst();
    }

    @Override
    public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                          Cancellation cancellation) {
        cancellation.check();
        ReaderFilter filter = filter();
        Optional<Query> within = within(scope, filter);
        List<List<Passage>> lists = index.read(searcher -> index.words().search(searcher, queries, within, limit));
        List<float[]> directions = index.vectors().isEmpty() ? List.of()
                : index.vectors().get().directions(QueryParts.standing(queries), cancellation);
        return visible(directions.isEmpty() ? lists : index.read(searcher -> new HybridSearch(index.vectors().get())
                .search(searcher, queries, lists, directions, within, keys(searcher, scope, filter, within), limit)));
    }

    private List<List<Passage>> visible(List<List<Passage>> lists) {
        return lists.stream().map(list -> list.stream()
                .filter(passage -> index.catalog().shows(passage.path(), reader)).toList()).toList();
    }

    private ReaderFilter filter() {
        return index.catalog().filter(reader);
    }

    /** What a passage has to match; empty where any may be found. */
    private Optional<Query> within(PassageScope scope, ReaderFilter filter) {
        if (scope.all()) {
            return filter.query();
        }
        Query covered = new TermInSetQuery(PassageFields.PATH, documents().stream().filter(scope::covers)
                .map(document -> new BytesRef(document.path())).toList());
        return Optional.of(filter.query().<Query>map(rights -> new BooleanQuery.Builder()
                .add(covered, BooleanClause.Occur.FILTER).add(rights, BooleanClause.Occur.FILTER).build())
                .orElse(covered));
    }

    private Optional<KeyFilter> keys(IndexSearcher searcher, PassageScope scope, ReaderFilter filter,
                                     Optional<Query> within) throws IOException {
        if (within.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(scope.all() ? index.keys().of(searcher, filter.visible().orElseThrow(), within.get())
                : VisibleKeys.matching(searcher, within.get()));
    }

    @Override
    public WordRarity rarity(List<String> questions) {
        return index.read(searcher -> index.words().rarity(searcher.getIndexReader(), questions));
    }

    @Override
    public Nearness nearness(String question, Cancellation cancellation) {
        return index.vectors().map(search -> search.nearness(question, cancellation)).orElse(Nearness.UNKNOWN);
    }
}
