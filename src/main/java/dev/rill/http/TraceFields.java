package dev.rill.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a request says of the trace that it is of: W3C Trace Context. */
final class TraceFields {
    private static final List<HeaderName> CARRYING =
            List.of(HeaderNames.create("traceparent"), HeaderNames.create("tracestate"));

    private TraceFields() {
    }

    static Map<String, String> of(ServerRequestHeaders headers) {
        Map<String, String> fields = new HashMap<>();
        CARRYING.forEach(name -> headers.first(name).ifPresent(value -> fields.put(name.lowerCase(), value)));
        return fields;
    }
}
