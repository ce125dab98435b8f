package dev.rill.retrieval.document.decoding;

import java.lang.Character.UnicodeScript;

/**
 * Whether the characters beside those of ASCII stand in words as letters do: a text that was decoded wrongly has
 * capitals, signs and letters of other scripts in the middle of its words. Stateless; any thread.
 */
final class WordShape {

    private WordShape() {
    }

    /** The part of them that stands as it should, from 0 to 1. */
    static double of(String text) {
        int foreign = 0;
        int odd = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                char before = i == 0 ? ' ' : text.charAt(i - 1);
                char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
                foreign++;
                odd += odd(before, c, after) ? 1 : 0;
            }
        }
        return foreign == 0 ? 1 : 1 - (double) odd / foreign;
    }

    private static boolean odd(char before, char c, char after) {
        if (Character.isLetter(c)) {
            return Character.isUpperCase(c) && Character.isLowerCase(before)
                    || ofAnotherScript(c) && (latin(before) || latin(after));
        }
        return sign(c) && (Character.isLetter(before) && Character.isLetter(after) || sign(before) || sign(after));
    }

    private static boolean latin(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean ofAnotherScript(char c) {
        return switch (UnicodeScript.of(c)) {
            case LATIN, COMMON, INHERITED -> false;
            default -> true;
        };
    }

    private static boolean sign(char c) {
        if (c < 128) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL,
                 Character.OTHER_NUMBER, Character.OTHER_SYMBOL -> true;
            default -> false;
        };
    }
}
