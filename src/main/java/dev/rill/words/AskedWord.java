package dev.rill.words;

import java.util.List;
import java.util.Set;

/**
 * A word of a question.
 *
 * @param terms  what a passage has it by, one of them in each language; never empty
 * @param parts  of what is written as one of several; else none
 * @param weight how much it says about the subject
 */
public record AskedWord(Set<String> terms, List<AskedWord> parts, Weight weight) {

    /** How much a word says. */
    public enum Weight {
        FULL,
        /** A question hardly means it when it uses it. */
        WEAK,
        /** It is what questions are made of: asked only where there is nothing else. */
        EMPTY
    }

    /** Whether it is written as one of several: then it counts more than they do. */
    public boolean whole() {
        return !parts.isEmpty();
    }

    /** Whether it is a pair of characters of a script without blanks between words, and so perhaps no word at all. */
    public boolean pair() {
        return terms.stream().allMatch(term -> term.codePoints().allMatch(Scripts::unspaced));
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "AskedWord[parts=" + parts + ", weight=" + weight + "]";
    }
}
