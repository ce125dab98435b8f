package dev.rill.retrieval.index;

import dev.rill.retrieval.Copies;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.vector.PassageKey;
import dev.rill.stream.Place;
import dev.rill.words.Language;
import dev.rill.words.LanguageDetector;
import dev.rill.words.WordAnalyzer;
import dev.rill.words.WordAnalyzer.Term;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Makes the entries of documents, each in its own language. Any thread; the language lists are read with the first
 * document, so that an index in which nothing changes is opened without them.
 */
final class PassageEntries {
    /** A document's name counts as much as saying it so often in the passage. */
    private static final int TITLE_WEIGHT = 2;
    private static final int HEADING_WEIGHT = 2;
    private static final FieldType TERMS = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TERMS.freeze();
    }

    private final Map<Language, WordAnalyzer> analyzers = new ConcurrentHashMap<>();
    private final LanguageDetector detector = new LanguageDetector();

    List<Document> of(PreparedDocument prepared) {
        List<Document> entries = new ArrayList<>();
        IndexedDocument document = prepared.document();
        Language language = detector.of(prepared.prose()).orElse(Language.ENGLISH);
        Document whole = new Document();
        whole.add(new StringField(PassageFields.PATH, document.info().path(), Field.Store.NO));
        whole.add(new StringField(PassageFields.OWN, document.info().path(), Field.Store.NO));
        whole.add(new StringField(PassageFields.LANGUAGE, language.code(), Field.Store.NO));
        whole.add(new BinaryDocValuesField(PassageFields.DOCUMENT, document.encode()));
        whole.add(new StoredField(PassageFields.TEXT, prepared.text()));
        if (!prepared.places().marks().isEmpty()) {
            whole.add(new StoredField(PassageFields.PLACES, prepared.places().encode()));
        }
        entries.add(whole);
        WordAnalyzer words = analyzers.computeIfAbsent(language, WordAnalyzer::of);
        List<Term> name = words.terms(document.info().title() + "\n" + nameWords(document.info().path()));
        for (int i = 0; i < prepared.passages().size(); i++) {
            entries.add(passage(prepared.passages().get(i), prepared.words().get(i), name, words));
        }
        long readers = document.readers().key();
        entries.forEach(entry -> entry.add(new NumericDocValuesField(PassageFields.READERS, readers)));
        return entries;
    }

    private static Document passage(Passage passage, PreparedDocument.Words seen, List<Term> name, WordAnalyzer words) {
        Document entry = new Document();
        entry.add(new StringField(PassageFields.PATH, passage.path(), Field.Store.YES));
        entry.add(new StoredField(PassageFields.ID, passage.id()));
        entry.add(new StoredField(PassageFields.TITLE, passage.title()));
        passage.headings().forEach(heading -> entry.add(new StoredField(PassageFields.HEADING, heading)));
        entry.add(new StoredField(PassageFields.FROM_LINE, passage.fromLine()));
        entry.add(new StoredField(PassageFields.TO_LINE, passage.toLine()));
        if (!(passage.place() instanceof Place.Lines)) {
            entry.add(new StoredField(PassageFields.PLACE, passage.place().encode()));
        }
        entry.add(new StoredField(PassageFields.TEXT, passage.text()));
        if (!passage.head().isEmpty()) {
            entry.add(new StoredField(PassageFields.HEAD, passage.head()));
        }
        entry.add(new StoredField(PassageFields.HASH, passage.hash()));
        List<Term> headings = words.terms(String.join("\n", seen.headings()));
        List<Term> all = new ArrayList<>(words.terms(seen.text()));
        for (int i = 0; i < TITLE_WEIGHT; i++) {
            all.addAll(name);
        }
        for (int i = 0; i < HEADING_WEIGHT; i++) {
            all.addAll(headings);
        }
        entry.add(new Field(PassageFields.WORDS, new TermStream(all), TERMS));
        entry.add(new Field(PassageFields.HEADINGS, new TermStream(headings), TERMS));
        entry.add(new Field(PassageFields.NAME, new TermStream(name), TERMS));
        entry.add(new NumericDocValuesField(PassageFields.COPY, copy(passage)));
        BytesRef key = PassageKey.of(passage);
        entry.add(new StringField(PassageFields.KEY, key, Field.Store.NO));
        entry.add(new BinaryDocValuesField(PassageFields.KEY, key));
        return entry;
    }

    /** The same for copies; for others almost never. */
    private static long copy(Passage passage) {
        byte[] key = Copies.key(passage).getBytes(StandardCharsets.UTF_8);
        int half = key.length / 2;
        return (long) StringHelper.murmurhash3_x86_32(key, 0, half, 1) << 32
                | StringHelper.murmurhash3_x86_32(key, half, key.length - half, 2) & 0xFFFFFFFFL;
    }

    /** A path's words, its ending left out. */
    private static String nameWords(String path) {
        int dot = path.lastIndexOf('.');
        return (dot > path.lastIndexOf('/') ? path.substring(0, dot) : path).replace('/', ' ');
    }
}
