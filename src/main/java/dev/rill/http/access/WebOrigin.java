package dev.rill.http.access;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a page came from (RFC 6454): scheme, host (an IPv6 address in brackets) and port, the scheme's own where none
 * is written. In lower case. Immutable.
 */
record WebOrigin(String scheme, String host, String port) {

    /** Empty where it is none, like {@code null}. */
    static Optional<WebOrigin> parse(String text) {
        int scheme = text.indexOf("://");
        return scheme < 0 ? Optional.empty()
                : Optional.of(of(text.substring(0, scheme).toLowerCase(Locale.ROOT), text.substring(scheme + 3)));
    }

    /** @param authority name and perhaps port */
    static WebOrigin of(String scheme, String authority) {
        String whole = authority.toLowerCase(Locale.ROOT);
        String host = hostOf(whole);
        String rest = whole.substring(host.length());
        return new WebOrigin(scheme, host,
                rest.length() > 1 ? rest.substring(1) : scheme.equals("https") ? "443" : "80");
    }

    static String hostOf(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        return end <= 0 ? authority : authority.substring(0, end);
    }
}
