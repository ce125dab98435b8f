package dev.rill.model.embedded;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Turns a text into the numbers of its words, as BERT's tokenizer does: punctuation and ideographs are words of their
 * own; a word that is not known is cut into the longest parts that are. J. Devlin and others: <i>BERT: Pre-training of
 * Deep Bidirectional Transformers for Language Understanding</i>, NAACL 2019. Any thread.
 */
final class WordPiece {
    private static final int LONGEST_WORD = 100;

    private final Vocabulary vocabulary;
    private final int start;
    private final int end;
    private final int unknown;

    WordPiece(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.start = vocabulary.id(Vocabulary.START);
        this.end = vocabulary.id(Vocabulary.END);
        this.unknown = vocabulary.id(Vocabulary.UNKNOWN);
    }

    /** The numbers of the text's words between those of start and end; what does not fit is left out. */
    int[] encode(String text, int most) {
        Ids ids = new Ids(most - 1);
        ids.add(start);
        words(text, ids);
        return ids.closed();
    }

    /**
     * How much of a text's letters is in words, or in parts of several letters, that the model has seen: 0 to 1. What
     * it would have to spell says nothing to it.
     */
    double known(String text, int most) {
        Ids ids = new Ids(most);
        words(text, ids);
        return ids.letters == 0 ? 1 : (double) ids.known / ids.letters;
    }

    /**
     * The numbers of two texts.
     *
     * @param second where those of the second begin
     */
    record Pair(int[] ids, int second) {
    }

    /**
     * The numbers of a question's words and of a text's, with an end after each; what does not fit is left out, and of
     * the question what is more than half.
     */
    Pair encode(String question, String text, int most) {
        int[] first = encode(question, most / 2);
        Ids second = new Ids(most - first.length - 1);
        words(text, second);
        int[] closed = second.closed();
        int[] ids = Arrays.copyOf(first, first.length + closed.length);
        System.arraycopy(closed, 0, ids, first.length, closed.length);
        return new Pair(ids, first.length);
    }

    private void words(String text, Ids ids) {
        // ASCII is its own decomposition; what is cut off could not fit, whatever it is
        String plain = vocabulary.lowercase() ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < plain.length() && !ids.full(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            if (skipped(c)) {
                continue;
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                add(word, ids);
            } else if (punctuation(c) || vocabulary.ideographs() && ideograph(c)) {
                add(word, ids);
                add(word.appendCodePoint(c), ids);
            } else {
                word.appendCodePoint(vocabulary.lowercase() ? Character.toLowerCase(c) : c);
            }
        }
        add(word, ids);
    }

    /** Adds the word, or the parts that it is made of, and empties it. */
    private void add(StringBuilder word, Ids ids) {
        int first = ids.count;
        int whole = 0;
        boolean known = word.codePointCount(0, word.length()) <= LONGEST_WORD;
        for (int from = 0; known && from < word.length(); ) {
            int to = word.length();
            int id = -1;
            while (to > from && id < 0) {
                String part = word.substring(from, to);
                id = vocabulary.id(from == 0 ? part : "##" + part);
                to -= id < 0 ? 1 : 0;
            }
            known = id >= 0;
            ids.add(id);
            whole += to - from > 1 || to == word.length() && from == 0 ? to - from : 0;
            from = to;
        }
        if (!known) {
            ids.count = first;
            ids.add(unknown);
        }
        if (!word.isEmpty() && Character.isLetter(word.codePointAt(0))) {
            ids.letters += word.length();
            ids.known += known ? whole : 0;
        }
        word.setLength(0);
    }

    private boolean skipped(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
            case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            case Character.NON_SPACING_MARK -> vocabulary.lowercase();
            default -> c == 0xFFFD;
        };
    }

    private static boolean punctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION,
                 Character.CONNECTOR_PUNCTUATION, Character.OTHER_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION,
                 Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** As BERT has it: without kana and hangul, which are written in words. */
    private static boolean ideograph(int c) {
        return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0x20000 && c <= 0x2A6DF
                || c >= 0x2A700 && c <= 0x2CEAF || c >= 0xF900 && c <= 0xFAFF || c >= 0x2F800 && c <= 0x2FA1F;
    }

    /** Numbers up to a bound, and the end after them. */
    private final class Ids {
        private final int[] ids;
        private final int most;
        private int count;
        private int letters;
        private int known;

        Ids(int most) {
            this.most = most;
            this.ids = new int[most + 1];
        }

        void add(int id) {
            if (!full()) {
                ids[count++] = id;
            }
        }

        boolean full() {
            return count >= most;
        }

        int[] closed() {
            ids[count] = end;
            return Arrays.copyOf(ids, count + 1);
        }
    }
}
