package dev.rill.retrieval.embedded;

import dev.rill.retrieval.index.IndexedTerms;
import dev.rill.words.Language;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/** The terms of a Lucene index, of which each costs next to nothing. Any thread that may read it. */
record LuceneTerms(IndexReader reader) implements IndexedTerms {

    @Override
    public void look(Collection<String> terms) {
        // they are at hand
    }

    @Override
    public int having(String term) throws IOException {
        return reader.docFreq(new Term(PassageFields.WORDS, term));
    }

    @Override
    public int passages() throws IOException {
        return reader.getDocCount(PassageFields.WORDS);
    }

    @Override
    public List<Language> languages() throws IOException {
        return PassageFields.languages(reader);
    }
}
