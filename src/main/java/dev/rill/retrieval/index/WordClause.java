package dev.rill.retrieval.index;

import java.util.List;

/** One thing that is looked for in passages. Immutable; any thread. */
public sealed interface WordClause {

    /** Where it is looked for. */
    enum Field {
        /** All words of a passage, with those of its title, headings and path. */
        WORDS,
        /** The words of its headings alone. */
        HEADINGS,
        /** The words of its document's title and path alone. */
        NAME
    }

    /** What it counts. */
    float weight();

    /** Any of some terms, which count as one. */
    record Terms(Field field, List<String> terms, float weight) implements WordClause {
        /** Without the words. */
        @Override
        public String toString() {
            return "Terms[" + field + ", " + terms.size() + ", weight=" + weight + "]";
        }
    }

    /** Any words that begin with one of some terms and go on with another word. */
    record Longer(List<String> terms, float weight) implements WordClause {
        /** Without the words. */
        @Override
        public String toString() {
            return "Longer[" + terms.size() + ", weight=" + weight + "]";
        }
    }

    /** A word that differs from this in one letter, but not in the first. */
    record Misspelt(String term, float weight) implements WordClause {
        public static final int EDITS = 1;
        public static final int PREFIX = 1;
        public static final int MOST = 8;

        /** Without the word. */
        @Override
        public String toString() {
            return "Misspelt[weight=" + weight + "]";
        }
    }
}
