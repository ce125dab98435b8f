package dev.rill.chat.generation;

import java.util.Optional;

/**
 * What a model thinks, as progress of a step: in pieces of some sentences, and no more of it than a person may want to
 * look at; after that only that it goes on. Used by one thread.
 */
final class Thoughts {
    private static final String PREFIX = "Thinking: ";
    private static final int PIECE_CHARS = 400;
    private static final int MOST_CHARS = 12_000;
    /** A stream in which nothing happens counts as stale after some minutes. */
    private static final long SIGN_NANOS = 20_000_000_000L;

    private final StringBuilder piece = new StringBuilder();
    private int shown;
    private long lastSign = System.nanoTime();

    /** Takes in what comes; what is to be shown now. */
    Optional<String> add(String thought) {
        long now = System.nanoTime();
        if (shown < MOST_CHARS) {
            piece.append(thought);
            if (piece.length() < PIECE_CHARS && now - lastSign < SIGN_NANOS) {
                return Optional.empty();
            }
            int end = end();
            String text = piece.substring(0, end).strip();
            piece.delete(0, end);
            shown += end;
            lastSign = now;
            return text.isEmpty() ? Optional.empty() : Optional.of(PREFIX + text);
        }
        if (now - lastSign < SIGN_NANOS) {
            return Optional.empty();
        }
        lastSign = now;
        return Optional.of("Still thinking");
    }

    /** Behind the last sentence, line or word that fits. */
    private int end() {
        int most = Math.min(piece.length(), PIECE_CHARS);
        for (int at = most - 1; at > most / 2; at--) {
            char c = piece.charAt(at);
            if (c == '\n' || c == ' ' && ".!?:;".indexOf(piece.charAt(at - 1)) >= 0) {
                return at + 1;
            }
        }
        int blank = piece.lastIndexOf(" ", most - 1);
        if (blank > 0) {
            return blank + 1;
        }
        return most > 0 && Character.isHighSurrogate(piece.charAt(most - 1)) ? Math.max(1, most - 1) : most;
    }
}
