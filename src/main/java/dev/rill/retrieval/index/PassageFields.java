package dev.rill.retrieval.index;

import dev.rill.retrieval.Copies;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.vector.PassageKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * How documents and passages stand in the index. A document is one entry with its whole text, and one for each of its
 * passages; all share the path, by which they are replaced together.
 */
final class PassageFields {
    /** Part of an index's identity: to be counted up whenever the entries change. */
    static final String VERSION = "6";

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
    /** See {@link PassageKey}. */
    static final String KEY = "key";
    private static final String TEXT = "text";
    private static final String TITLE = "title";
    private static final String HEADING = "heading";
    private static final String ID = "id";
    private static final String FROM_LINE = "from";
    private static final String TO_LINE = "to";
    private static final String HEAD = "head";
    private static final String HASH = "hash";
    private static final Set<String> PASSAGE =
            Set.of(PATH, TEXT, TITLE, HEADING, ID, FROM_LINE, TO_LINE, HEAD, HASH);

    /** A document's name counts as much as saying it so often in the passage. */
    private static final int TITLE_WEIGHT = 2;
    private static final int HEADING_WEIGHT = 2;

    private static final FieldType WORDS_TYPE = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        WORDS_TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        WORDS_TYPE.freeze();
    }

    private PassageFields() {
    }

    static List<Document> of(PreparedDocument prepared) {
        List<Document> entries = new ArrayList<>();
        IndexedDocument document = prepared.document();
        Document whole = new Document();
        whole.add(new StringField(PATH, document.info().path(), Field.Store.NO));
        whole.add(new StringField(OWN, document.info().path(), Field.Store.NO));
        whole.add(new BinaryDocValuesField(DOCUMENT, document.encode()));
        whole.add(new StoredField(TEXT, prepared.text()));
        entries.add(whole);
        for (int i = 0; i < prepared.passages().size(); i++) {
            entries.add(passage(prepared, i));
        }
        return entries;
    }

    private static Document passage(PreparedDocument prepared, int index) {
        Passage passage = prepared.passages().get(index);
        Document entry = new Document();
        entry.add(new StringField(PATH, passage.path(), Field.Store.YES));
        entry.add(new StoredField(ID, passage.id()));
        entry.add(new StoredField(TITLE, passage.title()));
        passage.headings().forEach(heading -> entry.add(new StoredField(HEADING, heading)));
        entry.add(new StoredField(FROM_LINE, passage.fromLine()));
        entry.add(new StoredField(TO_LINE, passage.toLine()));
        entry.add(new StoredField(TEXT, passage.text()));
        if (!passage.head().isEmpty()) {
            entry.add(new StoredField(HEAD, passage.head()));
        }
        entry.add(new StoredField(HASH, passage.hash()));
        entry.add(new Field(WORDS, prepared.words().get(index).text(), WORDS_TYPE));
        String name = passage.title() + "\n" + nameWords(passage.path());
        for (int i = 0; i < TITLE_WEIGHT; i++) {
            entry.add(new Field(WORDS, name, WORDS_TYPE));
        }
        String headings = String.join("\n", prepared.words().get(index).headings());
        for (int i = 0; i < HEADING_WEIGHT; i++) {
            entry.add(new Field(WORDS, headings, WORDS_TYPE));
        }
        entry.add(new Field(HEADINGS, headings, WORDS_TYPE));
        entry.add(new Field(NAME, name, WORDS_TYPE));
        entry.add(new NumericDocValuesField(COPY, copy(passage)));
        BytesRef key = PassageKey.of(passage);
        entry.add(new StringField(KEY, key, Field.Store.NO));
        entry.add(new BinaryDocValuesField(KEY, key));
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
        return path.substring(0, path.lastIndexOf('.')).replace('/', ' ');
    }

    static Passage readPassage(StoredFields stored, int entry, double score) throws IOException {
        Document document = stored.document(entry, PASSAGE);
        return new Passage(document.get(ID), document.get(PATH), document.get(TITLE),
                List.of(document.getValues(HEADING)), document.getField(FROM_LINE).numericValue().intValue(),
                document.getField(TO_LINE).numericValue().intValue(), document.get(TEXT),
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
}
