package dev.rill.retrieval.index;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.document.Places;
import dev.rill.stream.Cancellation;
import dev.rill.words.WordRarity;
import java.util.List;
import java.util.Optional;

/** What can be read of an index. Any thread, interrupted or not. */
public interface PassageReading {

    /**
     * What is kept of a document.
     *
     * @param places where its lines stand in the file
     */
    record Kept(IndexedDocument document, String text, Places places) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Kept[document=" + document + "]";
        }
    }

    /**
     * Search by words: one list a question, best first, of copies only the first; an empty one for a question that
     * depends on what another holds as well.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     * @throws dev.rill.retrieval.SearchUnavailableException where the index is elsewhere and cannot be asked, as all
     *                                                       others here
     */
    List<List<Passage>> search(List<String> questions, Within within, int limit, Cancellation cancellation);

    /** How much the words of questions tell one passage from the others. */
    WordRarity rarity(List<String> questions);

    /** Empty where there is none. */
    Optional<Kept> document(String path);

    /** Some passages of a document, in no order. */
    List<Passage> passages(String path, int atMost);
}
