package dev.rill.http.access;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a browser sends back of cookies (RFC 6265, section 4.2.1). Stateless. */
public final class Cookies {

    private Cookies() {
    }

    /** The pairs of a name and a value, with {@code =} between them, in the order in which they were sent. */
    public static Stream<String> pairs(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.COOKIE) ? headers.values(HeaderNames.COOKIE).stream()
                .flatMap(line -> Arrays.stream(line.split(";"))).map(String::strip) : Stream.empty();
    }
}
