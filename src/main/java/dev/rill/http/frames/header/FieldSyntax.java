package dev.rill.http.frames.header;

import java.util.BitSet;

/** What names and values may hold (RFC 9110, sections 5.1, 5.5 and 5.6.2; RFC 9113, section 8.2). Any thread. */
final class FieldSyntax {
    private static final BitSet TOKEN = characters("!#$%&'*+-.^_`|~");
    private static final BitSet AUTHORITY = characters("-._~%!$&'()*+,;=:[]");
    private static final BitSet SCHEME = characters("+-.");

    private FieldSyntax() {
    }

    private static BitSet characters(String more) {
        BitSet allowed = new BitSet(128);
        allowed.set('a', 'z' + 1);
        allowed.set('A', 'Z' + 1);
        allowed.set('0', '9' + 1);
        more.chars().forEach(allowed::set);
        return allowed;
    }

    private static boolean only(BitSet allowed, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.get(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isToken(String text) {
        return only(TOKEN, text);
    }

    static boolean isAuthority(String text) {
        return only(AUTHORITY, text);
    }

    static boolean isScheme(String text) {
        return only(SCHEME, text);
    }

    /** A token without capitals. */
    static boolean isName(String text) {
        return isToken(text) && text.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** No control characters but a tab, and no blanks around it. */
    static boolean isValue(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return length == 0 || text.charAt(0) > ' ' && text.charAt(length - 1) > ' ';
    }
}
