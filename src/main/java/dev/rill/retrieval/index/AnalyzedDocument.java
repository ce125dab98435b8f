package dev.rill.retrieval.index;

import dev.rill.words.Language;
import dev.rill.words.WordAnalyzer.Term;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.lucene.util.BytesRef;

/**
 * What a document and its passages are found by, whatever index they are in. Immutable; any thread.
 *
 * @param words of a passage, by its number among them; made anew each time, since those of a large document together
 *              take a hundred times its bytes
 */
public record AnalyzedDocument(Language language, IntFunction<Words> words) {

    public Words words(int passage) {
        return words.apply(passage);
    }

    /**
     * Of a passage.
     *
     * @param all      with those of its headings and of its document's name, as often as they count
     * @param headings those of its headings alone
     * @param name     those of its document's title and path alone
     * @param copy     the same for copies; for others almost never
     * @param key      see {@link dev.rill.retrieval.vector.PassageKey}
     */
    public record Words(List<Term> all, List<Term> headings, List<Term> name, long copy, BytesRef key) {
        /** Without the words. */
        @Override
        public String toString() {
            return "Words[" + all.size() + " terms]";
        }
    }
}
