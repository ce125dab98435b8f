package dev.rill.retrieval.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Words that are written together: the documents' own words tell where one ends and the next begins. Any thread that
 * may read the index.
 */
final class Compounds {
    private static final int SHORTEST_PART = 4;
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
}
