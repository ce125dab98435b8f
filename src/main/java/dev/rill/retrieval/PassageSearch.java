package dev.rill.retrieval;

import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import dev.rill.words.WordRarity;
import java.util.List;

/** Finds passages in the indexed documents. Any thread. */
public interface PassageSearch {

    /**
     * One ranked list a query, best first: by BM25, and by vectors as well where texts can be embedded. Lists may be
     * empty.
     *
     * @param queries    what to look for, in plain words; syntax characters mean nothing
     * @param scope      which documents are searched
     * @param limit      passages a list at the most
     * @throws dev.rill.stream.Cancellation.CancelledException when the stream was cancelled
     */
    List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit, Cancellation cancellation);

    /** The same in all documents. */
    default List<List<Passage>> candidates(List<String> queries, int limit, Cancellation cancellation) {
        return candidates(queries, PassageScope.ALL, limit, cancellation);
    }

    /** What may hold the answer and cannot be found. */
    UnreadFiles unread();

    /** How much the words of some questions tell one passage from the others. */
    default WordRarity rarity(List<String> questions) {
        return WordRarity.SAME;
    }

    /** How near sentences are to a question: each takes the embedding model two or three milliseconds. */
    default Nearness nearness(String question, Cancellation cancellation) {
        return Nearness.UNKNOWN;
    }
}
