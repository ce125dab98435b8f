package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Forked;
import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.words.Nearness;
import dev.rill.words.WordRarity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
    public Optional<DocumentType> type(String path) {
        IndexedDocument document = index.catalog().find(path);
        return document == null || !document.readers().include(owner()) ? Optional.empty()
                : Optional.of(document.info().type());
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
        return index.passages().document(path).map(kept -> {
            IndexedDocument document = kept.document();
            TextLines lines = new TextLines(kept.text());
            int first = Math.clamp(from.orElse(1), 1, lines.count());
            int last = Math.clamp(to.orElse(lines.count()), first, lines.count());
            int said = last;
            while (said > first && lines.blank(said)) {
                said--;
            }
            Place place = kept.places().between(first, said);
            return new DocumentText(path, document.info().title(), document.hash(), first, last,
                    place instanceof Place.Lines ? new Place.Lines(first, last) : place, head(lines, first),
                    lines.count(), lines.between(first, last));
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
        List<Passage> passages = index.passages().passages(path, atMost);
        return index.catalog().shows(path, reader) ? passages : List.of();
    }

    /** What a search by words finds first. */
    Optional<Passage> first(String question) {
        return visible(index.passages().search(List.of(question), within(PassageScope.ALL), 1, new Cancellation()))
                .getFirst().stream().findFirst();
    }

    @Override
    public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                          Cancellation cancellation) {
        cancellation.check();
        Within within = within(scope);
        return visible(index.vectors().isEmpty() ? index.passages().search(queries, within, limit, cancellation)
                : candidates(index.vectors().get(), queries, within, limit, cancellation));
    }

    /** By words, while the vectors of the questions are made. */
    private List<List<Passage>> candidates(PassageVectors vectors, List<String> queries, Within within, int limit,
                                           Cancellation cancellation) {
        try (Forked<List<List<Passage>>> words = new Forked<>(SeenDocuments::start,
                own -> index.passages().search(queries, within, limit, own))) {
            List<float[]> directions = vectors.directions(QueryParts.standing(queries), cancellation);
            List<List<Passage>> lists = words.await(cancellation);
            return directions.isEmpty() ? lists
                    : vectors.fused(queries, lists, directions, within, limit, cancellation);
        }
    }

    private static void start(Runnable search) {
        Thread.ofVirtual().name("search-words").start(search);
    }

    private List<List<Passage>> visible(List<List<Passage>> lists) {
        return lists.stream().map(list -> list.stream()
                .filter(passage -> index.catalog().shows(passage.path(), reader)).toList()).toList();
    }

    private Within within(PassageScope scope) {
        return new Within(index.catalog().filter(reader), scope.all() ? Optional.empty()
                : Optional.of(documents().stream().filter(scope::covers).map(DocumentInfo::path).toList()));
    }

    @Override
    public WordRarity rarity(List<String> questions) {
        return index.passages().rarity(questions);
    }

    @Override
    public Nearness nearness(String question, Cancellation cancellation) {
        return index.vectors().map(search -> search.nearness(question, cancellation)).orElse(Nearness.UNKNOWN);
    }
}
