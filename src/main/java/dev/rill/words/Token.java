package dev.rill.words;

/**
 * A piece of a text that can be searched for.
 *
 * @param text  in lower case
 * @param start offset in the text that it was taken from
 * @param end   offset after its last character
 */
record Token(String text, int start, int end, Kind kind) {

    enum Kind {
        /** As it stands between blanks and marks. */
        WORD,
        /**
         * What is written as one of several parts: {@code OPENAI_API_KEY}, {@code 2.3.1}, {@code C++}. Its parts
         * follow.
         */
        WHOLE,
        /** One of several. */
        PART,
        /** A pair of characters of a script that has no blanks between words. */
        GRAM,
        /** A single character of such a script, beside the pairs that hold it. */
        CHARACTER
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Token[start=" + start + ", end=" + end + ", kind=" + kind + "]";
    }
}
