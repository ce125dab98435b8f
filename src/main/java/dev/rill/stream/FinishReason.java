package dev.rill.stream;

import java.util.regex.Pattern;

/**
 * Why a model stopped writing, as OpenAI's API reference names it ({@code finish_reason}); the model server's own word
 * where it has none of these names. Immutable.
 *
 * @param word up to 100 letters, digits and {@code _ . : -}
 */
public record FinishReason(String word) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    /** The model came to its end. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** A limit of tokens cut the answer off. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** A filter of the model server cut the answer off, or held it back. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The model does not want to answer; its text says so. */
    public static final FinishReason REFUSAL = new FinishReason("refusal");
    /** The model wants a tool to be run; an answer does not end so. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");

    public FinishReason {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("not the word of a finish reason");
        }
    }

    /** Whether it can be the word of one. */
    public static boolean isWord(String word) {
        return WORD.matcher(word).matches();
    }
}
