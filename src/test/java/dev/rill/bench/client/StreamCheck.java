package dev.rill.bench.client;

/** Follows the lines of one answer and says what they are and what is wrong with them. One thread, answer by answer. */
interface StreamCheck {

    /** What a line completed. */
    enum Seen { NOTHING, TOKEN, END, ALL_TOKENS_AND_END }

    /** Begins an answer. */
    void begin();

    /** One line, without its line feed. */
    Seen line(byte[] bytes, int length);

    /** What was wrong, empty for nothing. @param atEnd whether that the answer has not ended is wrong too */
    String fault(boolean atEnd);
}
