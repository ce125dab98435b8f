package dev.rill.http.frames.header;

import dev.rill.http.message.MessageFault;
import dev.rill.http.message.TargetSyntax;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells a request from what is none (RFC 9113, sections 8.2 and 8.3): the server beneath would end the connection, with
 * everybody's streams, for what is one stream's fault. Any thread.
 */
public final class RequestValidation {
    private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":authority", ":path");
    private static final Set<String> OF_A_CONNECTION = Set.of("connection", "proxy-connection", "keep-alive",
            "transfer-encoding", "upgrade");
    private static final Map<String, String> DEFAULT_PORTS = Map.of("http", ":80", "https", ":443");
    private static final int MOST_DIGITS = 18;

    private final int maxPathBytes;

    public RequestValidation(int maxPathBytes) {
        this.maxPathBytes = maxPathBytes;
    }

    /** Thrown and caught in this class: a request has one fault, found anywhere in it. */
    private static final class Fault extends Exception {
        private Fault(String why) {
            super(why, null, false, false);
        }
    }

    /** @param atEnd whether no body follows */
    public FieldSection request(List<HeaderField> fields, boolean atEnd) {
        try {
            return taken(fields, atEnd, Optional.empty());
        } catch (Fault fault) {
            return new FieldSection.Malformed(fault.getMessage());
        }
    }

    /** @param first the fields that came before there were too many */
    public FieldSection.Taken tooLarge(List<HeaderField> first, boolean atEnd) {
        try {
            return taken(first, atEnd, Optional.of(MessageFault.FIELDS_TOO_LARGE));
        } catch (Fault fault) {
            return new FieldSection.Taken(List.of(new HeaderField(":method", "GET"), new HeaderField(":scheme", "http"),
                    new HeaderField(":authority", "localhost"), new HeaderField(":path", "/")),
                    OptionalLong.empty(), Optional.of(MessageFault.FIELDS_TOO_LARGE));
        }
    }

    /** Whether they may end a request's body (RFC 9113, section 8.1). */
    public static boolean areTrailers(List<HeaderField> fields) {
        try {
            for (HeaderField field : fields) {
                regular(field);
            }
            return true;
        } catch (Fault fault) {
            return false;
        }
    }

    private FieldSection.Taken taken(List<HeaderField> fields, boolean atEnd, Optional<MessageFault> refusal)
            throws Fault {
        Map<String, String> pseudo = new TreeMap<>();
        List<HeaderField> regular = new ArrayList<>(fields.size());
        String host = null;
        String length = null;
        String cookies = null;
        for (HeaderField field : fields) {
            if (field.isPseudo()) {
                pseudo(field, pseudo, regular.isEmpty() && host == null && length == null && cookies == null);
                continue;
            }
            regular(field);
            switch (field.name()) {
                case "host" -> host = once("host", host, field.value());
                case "content-length" -> length = length != null && length.equals(field.value()) ? length
                        : once("content-length", length, field.value());
                // one field for the server beneath, which is not HTTP/2 (RFC 9113, section 8.2.3)
                case "cookie" -> cookies = cookies == null ? field.value() : cookies + "; " + field.value();
                case "te" -> { } // trailers are not handed on
                default -> regular.add(field);
            }
        }
        OptionalLong contentLength = contentLength(length);
        require(!atEnd || contentLength.orElse(0) == 0, "a body was announced, and none comes");
        String method = required(pseudo, ":method");
        require(FieldSyntax.isToken(method), "the method is no token");
        if (method.equals("CONNECT")) {
            require(!pseudo.containsKey(":scheme") && !pseudo.containsKey(":path"), "CONNECT has no path");
            required(pseudo, ":authority");
            pseudo.put(":scheme", "http");
            pseudo.put(":path", "/");
        }
        String scheme = required(pseudo, ":scheme");
        require(FieldSyntax.isScheme(scheme), "the scheme is none");
        String path = required(pseudo, ":path");
        require(path.startsWith("/") || path.equals("*") && method.equals("OPTIONS"), "the path is none");
        String authority = authority(pseudo.get(":authority"), host, scheme.toLowerCase(Locale.ROOT));
        Optional<MessageFault> refused = refusal.or(() -> refusal(method, path));

        List<HeaderField> given = new ArrayList<>(regular.size() + 6);
        given.add(new HeaderField(":method", method));
        given.add(new HeaderField(":scheme", scheme));
        given.add(new HeaderField(":authority", authority));
        given.add(new HeaderField(":path", refused.isPresent() && refusal(method, path).isPresent() ? "/"
                : TargetSyntax.encoded(path).orElse("/")));
        given.addAll(regular);
        if (length != null) {
            given.add(new HeaderField("content-length", length));
        }
        if (cookies != null) {
            given.add(new HeaderField("cookie", cookies));
        }
        return new FieldSection.Taken(given, contentLength, refused);
    }

    private static void pseudo(HeaderField field, Map<String, String> pseudo, boolean beforeOthers) throws Fault {
        require(PSEUDO.contains(field.name()), "a pseudo-header that is none of a request");
        require(beforeOthers, "a pseudo-header behind another field");
        require(FieldSyntax.isValue(field.value()), "a value that may not be");
        require(pseudo.put(field.name(), field.value()) == null, "a pseudo-header twice");
    }

    private static void regular(HeaderField field) throws Fault {
        require(FieldSyntax.isName(field.name()), "a field's name that may not be");
        require(FieldSyntax.isValue(field.value()), "a field's value that may not be");
        require(!OF_A_CONNECTION.contains(field.name()), "a field that is a connection's");
        require(!field.name().equals("te") || field.value().equalsIgnoreCase("trailers"), "te that is not trailers");
    }

    private static OptionalLong contentLength(String text) throws Fault {
        if (text == null) {
            return OptionalLong.empty();
        }
        require(!text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9'),
                "a content-length that is no number");
        return OptionalLong.of(Long.parseLong(text));
    }

    /** Section 8.3.1: where both are there they say the same. */
    private static String authority(String authority, String host, String scheme) throws Fault {
        String either = authority == null || authority.isEmpty() ? host : authority;
        require(either != null && FieldSyntax.isAuthority(either), "no name of a server, or one that is none");
        require(host == null || authority == null
                || withoutPort(host, scheme).equals(withoutPort(authority, scheme)), "two names of the server");
        return either;
    }

    private static String withoutPort(String authority, String scheme) {
        String name = authority.toLowerCase(Locale.ROOT);
        String port = DEFAULT_PORTS.getOrDefault(scheme, ":");
        return name.endsWith(port) ? name.substring(0, name.length() - port.length()) : name;
    }

    /** Asks the server beneath, which would end the connection. */
    private Optional<MessageFault> refusal(String method, String path) {
        if (method.equals("CONNECT")) {
            return Optional.of(MessageFault.CONNECT);
        }
        if (path.length() > maxPathBytes) {
            return Optional.of(MessageFault.TARGET_TOO_LONG);
        }
        Optional<String> encoded = TargetSyntax.encoded(path);
        if (encoded.isEmpty()) {
            return Optional.of(MessageFault.TARGET);
        }
        if (encoded.get().length() > maxPathBytes) {
            return Optional.of(MessageFault.TARGET_TOO_LONG);
        }
        try {
            HttpPrologue.create("HTTP/2.0", "HTTP", "2.0", Method.create(method), encoded.get(), true);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(MessageFault.TARGET);
        }
    }

    private static String once(String name, String before, String value) throws Fault {
        require(before == null, name + " twice");
        return value;
    }

    private static String required(Map<String, String> pseudo, String name) throws Fault {
        String value = pseudo.get(name);
        require(value != null && !value.isEmpty(), name + " is missing");
        return value;
    }

    private static void require(boolean right, String why) throws Fault {
        if (!right) {
            throw new Fault(why);
        }
    }
}
