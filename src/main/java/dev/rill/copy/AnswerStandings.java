package dev.rill.copy;

/** What is known of answers for certain, apart from their copies. Any thread; may block. */
public interface AnswerStandings {

    /** How an answer is. */
    enum Standing {
        RUNS,
        /** Its server could not end it. */
        INTERRUPTED,
        ENDED,
        /** There is none of this owner. */
        UNKNOWN
    }

    Standing of(String owner, String messageId);
}
