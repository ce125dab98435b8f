package dev.rill.http.message;

import java.util.Locale;
import java.util.Optional;

/**
 * What the path and the query of a request hold (RFC 3986, sections 3.3 and 3.4), and what browsers leave in a query
 * though it has to be encoded: it is encoded here, as what is beneath knows only what is right. Any thread.
 */
public final class TargetSyntax {
    private static final String MARKS = "-._~!$&'()*+,;=:@/";
    /** What no browser encodes in a query (the URL standard's query percent-encode set has none of them). */
    private static final String RAW_IN_QUERIES = "|[]{}^`\\";

    private TargetSyntax() {
    }

    /**
     * @param target a path, with a query or without
     * @return the same where nothing has to be encoded; empty where it is none
     */
    public static Optional<String> encoded(String target) {
        StringBuilder encoded = null;
        boolean query = false;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean right = c == '%' ? isHex(target, i + 1) && isHex(target, i + 2)
                    : isPlain(c) || c == '?';
            if (!right && (!query || RAW_IN_QUERIES.indexOf(c) < 0)) {
                return Optional.empty();
            }
            query |= c == '?';
            if (!right && encoded == null) {
                encoded = new StringBuilder(target.length() + 16).append(target, 0, i);
            }
            if (!right) {
                encoded.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            } else if (encoded != null) {
                encoded.append(c);
            }
        }
        return Optional.of(encoded == null ? target : encoded.toString());
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || MARKS.indexOf(c) >= 0;
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80;
    }
}
