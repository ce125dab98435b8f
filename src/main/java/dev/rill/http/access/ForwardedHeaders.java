package dev.rill.http.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What proxies say of a request, each list in the order of the way it took: the last value is that of the nearest
 * proxy. From the {@code X-Forwarded-*} headers, and where there is none of them, from {@code Forwarded} (RFC 7239): a
 * proxy that sends the former hands on what a client wrote into the latter. Immutable.
 *
 * @param addresses of who sent it, as they stand there
 * @param schemes   {@code http} or {@code https}
 * @param hosts     the server's name and perhaps port
 * @param ports     the server's port
 */
record ForwardedHeaders(List<String> addresses, List<String> schemes, List<String> hosts, List<String> ports) {
    static final HeaderName PROTO = HeaderNames.create("X-Forwarded-Proto");
    static final HeaderName HOST = HeaderNames.create("X-Forwarded-Host");
    static final HeaderName PORT = HeaderNames.create("X-Forwarded-Port");
    static final HeaderName FORWARDED = HeaderNames.create("Forwarded");

    static ForwardedHeaders of(Headers headers) {
        ForwardedHeaders each = new ForwardedHeaders(values(headers, HeaderNames.X_FORWARDED_FOR),
                schemes(values(headers, PROTO)), values(headers, HOST), values(headers, PORT));
        return each.saysNothing() ? forwarded(headers) : each;
    }

    private static ForwardedHeaders forwarded(Headers headers) {
        ForwardedHeaders all =
                new ForwardedHeaders(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), List.of());
        for (String element : values(headers, FORWARDED)) {
            for (String pair : split(element, ';')) {
                int equals = pair.indexOf('=');
                String value = unquoted(pair.substring(equals + 1));
                switch (equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> all.addresses.add(value);
                    case "proto" -> all.schemes.addAll(schemes(List.of(value)));
                    case "host" -> all.hosts.add(value);
                    default -> { }
                }
            }
        }
        return all;
    }

    boolean saysNothing() {
        return addresses.isEmpty() && schemes.isEmpty() && hosts.isEmpty() && ports.isEmpty();
    }

    private static List<String> schemes(List<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> value.equals("http") || value.equals("https")).toList();
    }

    private static List<String> values(Headers headers, HeaderName name) {
        List<String> values = new ArrayList<>();
        if (headers.contains(name)) {
            headers.get(name).allValues().forEach(line -> values.addAll(split(line, ',')));
        }
        return values;
    }

    /** Not where it stands in quotes; without what is blank. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator && !quoted) {
                String part = text.substring(from, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            } else if (text.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return parts;
    }

    private static String unquoted(String text) {
        String value = text.strip();
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1) : value;
    }
}
