package dev.rill.words;

import java.util.Map;

/**
 * How much the words of questions tell one passage of the documents from the others. Immutable; any thread.
 *
 * @param terms   the inverse document frequency of each term that some passage has
 * @param unknown that of a term that none has
 */
public record WordRarity(Map<String, Double> terms, double unknown) {
    /** Where nothing is known of the documents: every word tells the same. */
    public static final WordRarity SAME = new WordRarity(Map.of(), 1);

    /** Of a word in whichever of its languages it is the most frequent; of a whole that is nowhere, by its parts. */
    public double of(AskedWord word) {
        double rarity = word.terms().stream().mapToDouble(term -> terms.getOrDefault(term, unknown)).min()
                .orElse(unknown);
        return rarity < unknown || word.parts().isEmpty() ? rarity
                : word.parts().stream().mapToDouble(this::of).max().orElse(unknown);
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "WordRarity[" + terms.size() + " terms, unknown=" + unknown + "]";
    }
}
