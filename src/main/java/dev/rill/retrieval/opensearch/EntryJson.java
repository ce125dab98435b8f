package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.index.AnalyzedDocument;
import dev.rill.retrieval.index.IndexedDocument;
import dev.rill.retrieval.index.PassageReading.Kept;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.stream.Place;
import dev.rill.words.WordAnalyzer.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents and passages as entries of an index, and back. Stateless. */
final class EntryJson {
    private static final String ENTRY = "entry";
    private static final String TEXT = "text";
    private static final String PLACES = "places";
    private static final String ID = "id";
    private static final String TITLE = "title";
    private static final String ABOVE = "above";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String PLACE = "place";
    private static final String HEAD = "head";
    private static final String HASH = "hash";
    /** What is read of passages. */
    static final List<String> PASSAGE = List.of(ID, SearchForm.PATH, TITLE, ABOVE, FROM, TO, PLACE, TEXT, HEAD, HASH);
    /** What is read of documents for a list of them. */
    static final List<String> LISTED = List.of(SearchForm.TYPE, SearchForm.PATH, ENTRY);

    private EntryJson() {
    }

    static ObjectNode document(PreparedDocument prepared, AnalyzedDocument analyzed) {
        ObjectNode json = SearchServer.JSON.createObjectNode();
        json.put(SearchForm.TYPE, SearchForm.DOCUMENT)
                .put(SearchForm.PATH, prepared.document().info().path())
                .put(SearchForm.LANGUAGE, analyzed.language().code())
                .put(TEXT, prepared.text());
        if (!prepared.places().marks().isEmpty()) {
            json.put(PLACES, prepared.places().encode());
        }
        return described(json, prepared.document());
    }

    /** The same with other things that are known of it. */
    static ObjectNode described(ObjectNode json, IndexedDocument document) {
        BytesRef bytes = document.encode();
        byte[] encoded = BytesRef.deepCopyOf(bytes).bytes;
        return json.put(ENTRY, Base64.getEncoder().encodeToString(encoded))
                .put(SearchForm.READERS, document.readers().key());
    }

    static ObjectNode gone(String path, long at) {
        return SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, SearchForm.GONE).put(SearchForm.PATH, path)
                .put(SearchForm.AT, at);
    }

    static ObjectNode passage(Passage passage, AnalyzedDocument.Words words, long readers) {
        ObjectNode json = SearchServer.JSON.createObjectNode();
        json.put(SearchForm.TYPE, SearchForm.PASSAGE)
                .put(SearchForm.PATH, passage.path())
                .put(ID, passage.id())
                .put(TITLE, passage.title())
                .put(FROM, passage.fromLine())
                .put(TO, passage.toLine())
                .put(TEXT, passage.text())
                .put(HASH, passage.hash())
                .put(SearchForm.WORDS, terms(words.all()))
                .put(SearchForm.HEADINGS, terms(words.headings()))
                .put(SearchForm.NAME, terms(words.name()))
                .put(SearchForm.COPY, words.copy())
                .put(SearchForm.KEY, key(words.key()))
                .put(SearchForm.READERS, readers);
        passage.headings().forEach(json.putArray(ABOVE)::add);
        if (!(passage.place() instanceof Place.Lines)) {
            json.put(PLACE, passage.place().encode());
        }
        if (!passage.head().isEmpty()) {
            json.put(HEAD, passage.head());
        }
        return json;
    }

    private static String terms(List<Term> terms) {
        return terms.stream().map(Term::text).collect(Collectors.joining(" "));
    }

    static String key(BytesRef key) {
        return HexFormat.of().formatHex(key.bytes, key.offset, key.offset + key.length);
    }

    /** Of a passage. */
    static BytesRef key(JsonNode source) {
        return new BytesRef(HexFormat.of().parseHex(source.path(SearchForm.KEY).asString()));
    }

    static Passage passage(JsonNode source, double score) {
        List<String> headings = new ArrayList<>();
        source.path(ABOVE).forEach(heading -> headings.add(heading.asString()));
        int from = source.path(FROM).asInt();
        int to = source.path(TO).asInt();
        Place place = Optional.ofNullable(source.get(PLACE)).flatMap(encoded -> Place.decode(encoded.asString()))
                .orElseGet(() -> new Place.Lines(from, to));
        return new Passage(source.path(ID).asString(), source.path(SearchForm.PATH).asString(),
                source.path(TITLE).asString(), List.copyOf(headings), from, to, place, source.path(TEXT).asString(),
                source.path(HEAD).asString(""), source.path(HASH).asString(), score);
    }

    static IndexedDocument listed(JsonNode source) throws IOException {
        try {
            return IndexedDocument.decode(new BytesRef(Base64.getDecoder().decode(source.path(ENTRY).asString())));
        } catch (IllegalArgumentException e) {
            throw new IOException("an entry of the index cannot be read", e);
        }
    }

    static Kept kept(JsonNode source) throws IOException {
        return new Kept(listed(source), source.path(TEXT).asString(),
                Optional.ofNullable(source.get(PLACES)).map(places -> Places.decode(places.asString()))
                        .orElse(Places.NONE));
    }
}
