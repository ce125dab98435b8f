package dev.rill.words;

import dev.rill.words.Token.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart, whatever its language: words between blanks and marks; what is written as one of several parts,
 * both whole and by the parts; and pairs of characters in scripts without blanks between words. One text, one thread.
 */
final class Tokens {
    /** Marks that join what stands on both sides of them. */
    private static final String JOINERS = "._-/\\:@#+$%~=&";
    /** That belong to a word when they stand before it: {@code --flag}, {@code .NET}, {@code @types}, {@code $HOME}. */
    private static final String LEADING = "-.@$#";
    private static final int MOST_JOINERS = 3;
    private static final int LONGEST = 200;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    private Tokens(String text) {
        this.text = text;
    }

    /** In the order of the text, a whole before its parts. Offsets are of the {@link #normalized} text. */
    static List<Token> of(String text) {
        Tokens tokens = new Tokens(normalized(text));
        tokens.scan();
        return tokens.tokens;
    }

    /** Full-width letters, half-width kana and ligatures as the characters that they stand for. */
    static String normalized(String text) {
        return ascii(text) || Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** What the tables of Unicode have nothing to say about. */
    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private void scan() {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (Scripts.unspaced(c)) {
                at = grams(at);
            } else if (Scripts.wordly(c)) {
                int end = runEnd(at);
                new Compound(text, lead(at), at, end, tokens).add();
                at = end;
            } else {
                at += Character.charCount(c);
            }
        }
    }

    /** Letters and digits, and marks that join two of them; a run that nobody would search for is cut. */
    private int runEnd(int from) {
        int end = from;
        int at = from;
        int joiners = 0;
        while (at < text.length() && at - from < LONGEST) {
            int c = text.codePointAt(at);
            if (Scripts.wordly(c) && !Scripts.unspaced(c)) {
                joiners = 0;
                at += Character.charCount(c);
                end = at;
            } else if (joins(at) && joiners++ < MOST_JOINERS) {
                at++;
            } else {
                break;
            }
        }
        return sharpened(from, end);
    }

    private boolean joins(int at) {
        char c = text.charAt(at);
        boolean digits = c == ',' && at > 0 && Character.isDigit(text.charAt(at - 1)) && thousands(at + 1);
        return digits || JOINERS.indexOf(c) >= 0;
    }

    private boolean thousands(int at) {
        return at + 3 <= text.length() && text.substring(at, at + 3).chars().allMatch(Character::isDigit)
                && (at + 3 == text.length() || !Character.isDigit(text.charAt(at + 3)));
    }

    /** {@code C++}, {@code F#}: of a short name only, as a heading's marks may close behind a word too. */
    private int sharpened(int from, int end) {
        int marks = end;
        while (marks < text.length() && marks - end < 2 && (text.charAt(marks) == '+' || text.charAt(marks) == '#')) {
            marks++;
        }
        boolean closed = marks == text.length() || !Scripts.wordly(text.codePointAt(marks)) && text.charAt(marks) != '+'
                && text.charAt(marks) != '#';
        return marks > end && closed && Character.isLetter(text.charAt(end - 1)) && end - from <= 10 ? marks : end;
    }

    /** Where marks that belong to the word begin; the word itself where none do. */
    private int lead(int word) {
        int from = word;
        while (from > 0 && word - from < 2 && LEADING.indexOf(text.charAt(from - 1)) >= 0) {
            from--;
        }
        boolean begins = from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1))
                && LEADING.indexOf(text.charAt(from - 1)) < 0;
        return begins && from < word && Character.isLetter(text.codePointAt(word)) ? from : word;
    }

    private int grams(int from) {
        int at = from;
        int before = -1;
        int count = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!Scripts.unspaced(c)) {
                break;
            }
            int end = Scripts.clusterEnd(text, at);
            if (before >= 0) {
                tokens.add(new Token(text.substring(before, end), before, end, Kind.GRAM));
            }
            if (Scripts.han(c)) {
                tokens.add(new Token(text.substring(at, end), at, end, Kind.CHARACTER));
            }
            before = at;
            at = end;
            count++;
        }
        if (count == 1 && !Scripts.han(text.codePointAt(from))) {
            tokens.add(new Token(text.substring(from, at), from, at, Kind.GRAM));
        }
        return at;
    }
}
