package dev.rill.retrieval.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Words that are written together: the documents' own words tell where one ends and the next begins. Any thread that
 * may read the index.
 */
final class Compounds {
    private static final int SHORTEST_PART = 4;
    private static final int SHORTEST_FIRST = 5;
    private static final int MOST_LONGER = 8;
    private static final int MOST_LOOKED_AT = 200;
    /** What stands between two words in German, Dutch and the Nordic languages. */
    private static final List<String> LINKS = List.of("", "s", "es", "n", "en", "e");

    private Compounds() {
    }

    /** Two terms of the documents that make a term of none. */
    static Optional<List<String>> parts(String term, IndexedTerms terms) throws IOException {
        terms.look(pieces(term));
        for (int at = term.length() - SHORTEST_PART; at >= SHORTEST_PART; at--) {
            String last = term.substring(at);
            if (terms.having(last) == 0) {
                continue;
            }
            for (String link : LINKS) {
                String first = term.substring(0, at - Math.min(at, link.length()));
                if (term.startsWith(link, at - link.length()) && first.length() >= SHORTEST_PART
                        && terms.having(first) > 0) {
                    return Optional.of(List.of(first, last));
                }
            }
        }
        return Optional.empty();
    }

    /** All that {@link #parts} may ask for. */
    private static List<String> pieces(String term) {
        List<String> pieces = new ArrayList<>();
        for (int at = term.length() - SHORTEST_PART; at >= SHORTEST_PART; at--) {
            pieces.add(term.substring(at));
            for (String link : LINKS) {
                if (term.startsWith(link, at - link.length()) && at - link.length() >= SHORTEST_PART) {
                    pieces.add(term.substring(0, at - link.length()));
                }
            }
        }
        return pieces;
    }

    /** Some terms of the documents that begin with a term and go on with another word. */
    static List<String> longer(String term, IndexReader reader) throws IOException {
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
