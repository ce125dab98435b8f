package dev.rill.retrieval.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** The keys that a field of an index holds. Any thread that may read the index. */
public final class KeyTerms {

    private KeyTerms() {
    }

    /** Those that an entry has which was not deleted; one may come twice. */
    public static List<BytesRef> of(IndexReader reader, String field) throws IOException {
        List<BytesRef> keys = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms != null) {
                TermsEnum each = terms.iterator();
                for (BytesRef term = each.next(); term != null; term = each.next()) {
                    if (entry(leaf.reader(), each) != DocIdSetIterator.NO_MORE_DOCS) {
                        keys.add(BytesRef.deepCopyOf(term));
                    }
                }
            }
        }
        return keys;
    }

    /** The first entry that has the term and was not deleted. */
    public static int entry(LeafReader reader, TermsEnum term) throws IOException {
        Bits live = reader.getLiveDocs();
        PostingsEnum entries = term.postings(null, PostingsEnum.NONE);
        int entry = entries.nextDoc();
        while (entry != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(entry)) {
            entry = entries.nextDoc();
        }
        return entry;
    }
}
