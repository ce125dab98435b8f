package dev.rill.model.completion;

import java.util.List;
import java.util.Optional;

/** A pair of marks that models put around what they think, before they write. Immutable. */
record ThinkingTag(String open, String close) {
    private static final List<ThinkingTag> KNOWN = List.of(
            new ThinkingTag("<think>", "</think>"),
            new ThinkingTag("<thinking>", "</thinking>"),
            new ThinkingTag("<thought>", "</thought>"),
            new ThinkingTag("<thoughts>", "</thoughts>"),
            new ThinkingTag("<reasoning>", "</reasoning>"),
            new ThinkingTag("<seed:think>", "</seed:think>"),
            new ThinkingTag("[THINK]", "[/THINK]"),
            new ThinkingTag("◁think▷", "◁/think▷"),
            new ThinkingTag("<|begin_of_thought|>", "<|end_of_thought|>"),
            new ThinkingTag("<|START_THINKING|>", "<|END_THINKING|>"),
            new ThinkingTag("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"));

    /** The one that the text begins with. */
    static Optional<ThinkingTag> at(String text) {
        for (ThinkingTag tag : KNOWN) {
            if (text.startsWith(tag.open)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    /** Whether one may have begun that is not whole yet. */
    static boolean mayBeginWith(String text) {
        for (ThinkingTag tag : KNOWN) {
            if (tag.open.startsWith(text)) {
                return true;
            }
        }
        return false;
    }

    /** How many characters at the end of the text may be the beginning of the mark that closes. */
    int openEnd(CharSequence text) {
        for (int length = Math.min(close.length() - 1, text.length()); length > 0; length--) {
            if (close.startsWith(text.subSequence(text.length() - length, text.length()).toString())) {
                return length;
            }
        }
        return 0;
    }
}
