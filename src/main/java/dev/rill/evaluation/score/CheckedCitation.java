package dev.rill.evaluation.score;

import java.util.Optional;

/**
 * One citation of an answer. Immutable; any thread.
 *
 * @param number the source that is cited
 * @param fault  what does not check out
 */
public record CheckedCitation(int number, Optional<Fault> fault) {

    /** What is wrong with a citation. */
    public enum Fault {
        NO_SUCH_SOURCE("there is no such source"),
        NOT_IN_DOCUMENT("its lines do not stand in the document"),
        QUOTATION_NOT_IN_SOURCE("what is quoted does not stand in its lines"),
        FACT_NOT_IN_SOURCE("a number, code or quotation beside it does not stand in its lines");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }
}
