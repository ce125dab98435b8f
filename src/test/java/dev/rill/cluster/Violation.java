package dev.rill.cluster;

/** Two facts that cannot both be. */
record Violation(Check check, String what) {

    /** What is held of a history. */
    enum Check {
        NOTHING_ACCEPTED_IS_LOST, ONE_ANSWER_AT_A_TIME, NO_GAP, SAME_EVENTS, ONE_END, STORED_IS_STREAMED, STOPPED,
        ONE_MODEL_CALL, COPIED_AGAIN, LIMITS, UPLOADS_KEPT, SERVERS_AGREE, NOTHING_IS_LEFT, NO_UNEXPECTED_REFUSAL,
        /** Where no client may notice anything. */
        UNNOTICED
    }
}
