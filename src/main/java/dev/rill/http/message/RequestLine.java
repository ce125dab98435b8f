package dev.rill.http.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The first line of a request, RFC 9112, 3.
 *
 * @param target    as it was sent
 * @param path      the path and query of the target, encoded where browsers do not
 * @param minor     of version 1
 * @param authority of a target in absolute form, which counts instead of Host; else null
 */
record RequestLine(String method, String target, String path, int minor, String authority) {
    private static final int VERSION_LENGTH = "HTTP/1.1".length();

    /** A line, or why it is none. */
    sealed interface Parsed {
        record Line(RequestLine line) implements Parsed { }

        record Refused(MessageFault why, String method, String target) implements Parsed {
            @Override
            public String toString() {
                return why.name();
            }
        }
    }

    /** @param to where CR and LF begin */
    static Parsed parse(byte[] bytes, int from, int to) {
        int methodEnd = space(bytes, from, to);
        if (!Octets.token(bytes, from, methodEnd)) {
            return new Parsed.Refused(MessageFault.REQUEST_LINE, "", "");
        }
        String method = text(bytes, from, methodEnd);
        int targetEnd = space(bytes, methodEnd + 1, to);
        if (targetEnd >= to || targetEnd == methodEnd + 1) {
            return new Parsed.Refused(MessageFault.REQUEST_LINE, method, "");
        }
        if (!visible(bytes, methodEnd + 1, targetEnd)) {
            return new Parsed.Refused(MessageFault.TARGET, method, "");
        }
        String target = text(bytes, methodEnd + 1, targetEnd);
        int version = targetEnd + 1;
        if (to - version != VERSION_LENGTH || !text(bytes, version, version + 5).equals("HTTP/")
                || !Octets.digit(bytes[version + 5]) || bytes[version + 6] != '.'
                || !Octets.digit(bytes[version + 7])) {
            return new Parsed.Refused(MessageFault.REQUEST_LINE, method, target);
        }
        if (bytes[version + 5] != '1') {
            return new Parsed.Refused(MessageFault.VERSION, method, target);
        }
        if (method.equals("CONNECT")) {
            return new Parsed.Refused(MessageFault.CONNECT, method, target);
        }
        if (!method.equals(method.toUpperCase(Locale.ROOT))) {
            // the server beneath would take "post" for POST, which a proxy's rule for POST does not (RFC 9110, 9.1)
            return new Parsed.Refused(MessageFault.METHOD, method, target);
        }
        return withForm(method, target, bytes[version + 7] - '0');
    }

    /** RFC 9112, 3.2: a path, a URL or, for OPTIONS, a star. */
    private static Parsed withForm(String method, String target, int minor) {
        if (target.startsWith("/") || target.equals("*") && method.equals("OPTIONS")) {
            return withPath(method, target, target, minor, null);
        }
        int scheme = target.indexOf("://");
        String name = scheme < 0 ? "" : target.substring(0, scheme).toLowerCase(Locale.ROOT);
        String authority = scheme < 0 ? "" : target.substring(scheme + 3, authorityEnd(target, scheme + 3));
        if (!name.equals("http") && !name.equals("https") || authority.isEmpty() || authority.contains("@")) {
            return new Parsed.Refused(MessageFault.TARGET, method, target);
        }
        String path = target.substring(authorityEnd(target, scheme + 3));
        return withPath(method, target, path.isEmpty() && method.equals("OPTIONS") ? "*"
                : path.startsWith("/") ? path : "/" + path, minor, authority);
    }

    private static Parsed withPath(String method, String target, String path, int minor, String authority) {
        return TargetSyntax.encoded(path)
                .<Parsed>map(encoded -> new Parsed.Line(new RequestLine(method, target, encoded, minor, authority)))
                .orElseGet(() -> new Parsed.Refused(MessageFault.TARGET, method, target));
    }

    /** Whether the server beneath understands the line as it is. */
    boolean usual() {
        return minor == 1 && path.equals(target);
    }

    private static int authorityEnd(String target, int from) {
        int i = from;
        while (i < target.length() && target.charAt(i) != '/' && target.charAt(i) != '?') {
            i++;
        }
        return i;
    }

    private static int space(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ' ') {
            i++;
        }
        return i;
    }

    /** Nothing that a URI does not have, and no fragment: it is not sent (RFC 9110, 7.1). */
    private static boolean visible(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 0x7f || bytes[i] == '#') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Nothing of what was asked for. */
    @Override
    public String toString() {
        return "RequestLine[HTTP/1." + minor + "]";
    }
}
