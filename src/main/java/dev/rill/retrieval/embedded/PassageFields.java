package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.index.IndexedDocument;
import dev.rill.stream.Place;
import dev.rill.words.Language;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;

/**
 * How documents and passages stand in the index. A document is one entry with its whole text, and one for each of its
 * passages; all share the path, by which they are replaced together.
 */
final class PassageFields {
    static final String PATH = "path";
    /** The path, in a document's own entry only. */
    static final String OWN = "own";
    /** Of a document's own entry: an {@link IndexedDocument}; no passage has it. */
    static final String DOCUMENT = "document";
    /** The words of a passage with those of its title, headings, tags and path. */
    static final String WORDS = "words";
    /** The words of a passage's headings alone. */
    static final String HEADINGS = "headings";
    /** The words of its document's title and path alone. */
    static final String NAME = "name";
    /** Names what a passage says: copies of it have the same number. */
    static final String COPY = "copy";
    /** See {@link dev.rill.retrieval.vector.PassageKey}. */
    static final String KEY = "key";
    /** Of a document's own entry: what it is written in. */
    static final String LANGUAGE = "language";
    /** Of every entry: the key of who may read its document, a number that is changed in place. */
    static final String READERS = "readers";
    static final String TEXT = "text";
    static final String TITLE = "title";
    static final String HEADING = "heading";
    static final String ID = "id";
    static final String FROM_LINE = "from";
    static final String TO_LINE = "to";
    /** Of a passage: see {@link dev.rill.stream.Place#encode}. */
    static final String PLACE = "place";
    /** Of a document's own entry, where its lines are not the file's: see {@link Places#encode}. */
    static final String PLACES = "places";
    static final String HEAD = "head";
    static final String HASH = "hash";
    private static final Set<String> PASSAGE =
            Set.of(PATH, TEXT, TITLE, HEADING, ID, FROM_LINE, TO_LINE, PLACE, HEAD, HASH);

    private PassageFields() {
    }

    /** What the documents are written in, the most frequent first. */
    static List<Language> languages(IndexReader reader) throws IOException {
        Terms codes = MultiTerms.getTerms(reader, LANGUAGE);
        Map<Language, Integer> counts = new EnumMap<>(Language.class);
        TermsEnum each = codes == null ? TermsEnum.EMPTY : codes.iterator();
        while (each.next() != null) {
            int documents = each.docFreq();
            Language.of(each.term().utf8ToString()).ifPresent(language -> counts.put(language, documents));
        }
        return counts.entrySet().stream().sorted(Map.Entry.<Language, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey).toList();
    }

    static Passage readPassage(StoredFields stored, int entry, double score) throws IOException {
        Document document = stored.document(entry, PASSAGE);
        int fromLine = document.getField(FROM_LINE).numericValue().intValue();
        int toLine = document.getField(TO_LINE).numericValue().intValue();
        Place place = Optional.ofNullable(document.get(PLACE)).flatMap(Place::decode)
                .orElseGet(() -> new Place.Lines(fromLine, toLine));
        return new Passage(document.get(ID), document.get(PATH), document.get(TITLE),
                List.of(document.getValues(HEADING)), fromLine, toLine, place, document.get(TEXT),
                Optional.ofNullable(document.get(HEAD)).orElse(""), document.get(HASH), score);
    }

    /** What is known of the document whose own entry it is. */
    static IndexedDocument readDocument(IndexReader reader, int entry) throws IOException {
        BinaryDocValues documents = MultiDocValues.getBinaryValues(reader, DOCUMENT);
        documents.advanceExact(entry);
        return IndexedDocument.decode(documents.binaryValue());
    }

    static String readText(StoredFields stored, int entry) throws IOException {
        return stored.document(entry, Set.of(TEXT)).get(TEXT);
    }

    static Places readPlaces(StoredFields stored, int entry) throws IOException {
        return Optional.ofNullable(stored.document(entry, Set.of(PLACES)).get(PLACES)).map(Places::decode)
                .orElse(Places.NONE);
    }
}
