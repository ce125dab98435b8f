package dev.rill.http.message;

/** What RFC 9110, 5.6 and 5.5 let a token and a field's value hold. */
final class Octets {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TOKEN[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            TOKEN[c] = true;
            TOKEN[c - 'a' + 'A'] = true;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private Octets() {
    }

    static boolean token(byte b) {
        return b >= 0 && TOKEN[b];
    }

    /** Whether all are of a token, and there are some. */
    static boolean token(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!token(bytes[i])) {
                return false;
            }
        }
        return to > from;
    }

    /** What can be seen, a space, a tab, or beyond ASCII. */
    static boolean fieldValue(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** @param lower ASCII in lower case */
    static boolean equalsIgnoringCase(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lower.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }
}
