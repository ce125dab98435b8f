package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.AnalyzedDocument;
import dev.rill.retrieval.index.DocumentAnalyzer;
import dev.rill.retrieval.index.IndexedDocument;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.stream.Place;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;

/** Makes the entries of documents. Any thread. */
final class PassageEntries {
    private static final FieldType TERMS = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TERMS.freeze();
    }

    private final DocumentAnalyzer analyzer = new DocumentAnalyzer();

    /** The document's own, and then its passages', each made when it is asked for. */
    Iterable<Document> of(PreparedDocument prepared) {
        IndexedDocument document = prepared.document();
        AnalyzedDocument analyzed = analyzer.of(prepared);
        Document whole = new Document();
        whole.add(new StringField(PassageFields.PATH, document.info().path(), Field.Store.NO));
        whole.add(new StringField(PassageFields.OWN, document.info().path(), Field.Store.NO));
        whole.add(new StringField(PassageFields.LANGUAGE, analyzed.language().code(), Field.Store.NO));
        whole.add(new BinaryDocValuesField(PassageFields.DOCUMENT, document.encode()));
        whole.add(new StoredField(PassageFields.TEXT, prepared.text()));
        if (!prepared.places().marks().isEmpty()) {
            whole.add(new StoredField(PassageFields.PLACES, prepared.places().encode()));
        }
        long readers = document.readers().key();
        return () -> Stream.concat(Stream.of(whole), IntStream.range(0, prepared.passages().size())
                        .mapToObj(i -> passage(prepared.passages().get(i), analyzed.words(i))))
                .peek(entry -> entry.add(new NumericDocValuesField(PassageFields.READERS, readers))).iterator();
    }

    private static Document passage(Passage passage, AnalyzedDocument.Words words) {
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
        entry.add(new Field(PassageFields.WORDS, new TermStream(words.all()), TERMS));
        entry.add(new Field(PassageFields.HEADINGS, new TermStream(words.headings()), TERMS));
        entry.add(new Field(PassageFields.NAME, new TermStream(words.name()), TERMS));
        entry.add(new NumericDocValuesField(PassageFields.COPY, words.copy()));
        entry.add(new StringField(PassageFields.KEY, words.key(), Field.Store.NO));
        entry.add(new BinaryDocValuesField(PassageFields.KEY, words.key()));
        return entry;
    }
}
