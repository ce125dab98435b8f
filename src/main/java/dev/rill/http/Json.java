package dev.rill.http;

import dev.rill.stream.Source;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What all JSON answers have in common. */
final class Json {
    private static final Header CONTENT_TYPE =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private Json() {
    }

    static void send(ServerResponse response, JsonNode json) {
        response.headers().set(CONTENT_TYPE);
        response.send(JsonMapper.shared().writeValueAsBytes(json));
    }

    /** RFC 3339 in UTC, whole milliseconds. */
    static String timestamp(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static ObjectNode source(Source source) {
        return JsonNodeFactory.instance.objectNode()
                .put("id", source.id())
                .put("path", source.path())
                .put("title", source.title())
                .put("fromLine", source.fromLine())
                .put("toLine", source.toLine())
                .put("score", source.score())
                .put("snippet", source.snippet());
    }
}
