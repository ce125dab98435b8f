package dev.rill.retrieval.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Words that are written together with another after them. Any thread that may read the index. */
final class LongerTerms {
    private static final int SHORTEST_PART = 4;
    private static final int SHORTEST_FIRST = 5;
    private static final int MOST_LONGER = 8;
    private static final int MOST_LOOKED_AT = 200;

    private LongerTerms() {
    }

    /** Some terms of the documents that begin with a term and go on with another word. */
    static List<String> of(String term, IndexReader reader) throws IOException {
        List<String> longer = new ArrayList<>();
        if (term.length() < SHORTEST_FIRST || !term.chars().allMatch(Character::isLetter)) {
            return longer;
        }
        TermsEnum terms = MultiTerms.getTerms(reader, PassageFields.WORDS).iterator();
        BytesRef prefix = new BytesRef(term);
        TermsEnum.SeekStatus status = terms.seekCeil(prefix);
        BytesRef found = status == TermsEnum.SeekStatus.END ? null : terms.term();
        for (int looked = 0; found != null && looked < MOST_LOOKED_AT && longer.size() < MOST_LONGER; looked++) {
            if (!StringHelper.startsWith(found, prefix)) {
                break;
            }
            String other = found.utf8ToString();
            if (other.length() >= term.length() + SHORTEST_PART && other.chars().allMatch(Character::isLetter)) {
                longer.add(other);
            }
            found = terms.next();
        }
        return longer;
    }
}
