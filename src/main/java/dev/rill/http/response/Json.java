package dev.rill.http.response;

import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON answers, and what several of them have in common. Any thread. */
public final class Json {
    private static final Header CONTENT_TYPE = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Sends with the status that is set, 200 unless it was. */
    public static void send(ServerResponse response, JsonNode body) {
        response.headers().set(CONTENT_TYPE);
        response.send(bytes(body));
    }

    /** The same, and for HEAD without the body. */
    public static void send(ServerRequest request, ServerResponse response, JsonNode body) {
        response.headers().set(CONTENT_TYPE);
        Body.send(request, response, bytes(body));
    }

    /** The same of what may be large, and is made here. */
    public static void make(ServerRequest request, ServerResponse response, Supplier<JsonNode> body) {
        response.headers().set(CONTENT_TYPE);
        Body.make(request, response, () -> bytes(body.get()));
    }

    public static void send(ServerResponse response, Status status, JsonNode body) {
        response.status(status);
        send(response, body);
    }

    /** Whether a member is there and is not null. */
    public static boolean present(JsonNode member) {
        return !member.isMissingNode() && !member.isNull();
    }

    /** Numbers keep their digits. */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    public static byte[] bytes(JsonNode body) {
        return MAPPER.writeValueAsBytes(body);
    }

    /** RFC 3339 in UTC, to the millisecond. */
    public static String timestamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    public static ArrayNode sources(List<Source> sources) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(sources.size());
        sources.forEach(source -> array.add(source(source)));
        return array;
    }

    /** Adds what a step says to an object. */
    public static ObjectNode step(ObjectNode node, StreamEvent.Step step) {
        node.put("step", step.step()).put("status", step.status().name().toLowerCase(Locale.ROOT))
                .put("message", step.message());
        step.duration().ifPresent(millis -> node.put("durationMs", millis));
        return node;
    }

    public static ObjectNode usage(Usage usage) {
        return object()
                .put("promptTokens", usage.promptTokens())
                .put("completionTokens", usage.completionTokens())
                .put("totalTokens", usage.totalTokens());
    }

    public static ObjectNode source(Source source) {
        ObjectNode node = object()
                .put("id", source.id())
                .put("path", source.path())
                .put("title", source.title())
                .put("fromLine", source.fromLine())
                .put("toLine", source.toLine());
        place(node, source.place());
        if (!source.section().isEmpty()) {
            node.put("section", source.section());
        }
        node.put("score", source.score()).put("snippet", source.snippet());
        if (!source.hash().isEmpty()) {
            node.put("hash", source.hash());
        }
        origin(node, source.origin());
        if (source.isHidden()) {
            node.put("hidden", true);
        }
        source.text().ifPresent(text -> node.put("text", text));
        if (!source.citations().isEmpty()) {
            ArrayNode citations = node.putArray("citations");
            source.citations().forEach(citation -> citations.add(citation(citation)));
        }
        return node;
    }

    /** Adds where something stands in a document. */
    public static void place(ObjectNode node, Place place) {
        ObjectNode told = node.putObject("place").put("kind", place.kind()).put("label", place.words());
        if (place.first() > 0) {
            told.put("from", place.first()).put("to", place.last());
        }
        if (!place.name().isEmpty()) {
            told.put("name", place.name());
        }
        if (place instanceof Place.Pages pages) {
            node.put("page", pages.from());
        }
    }

    /** Adds where something was fetched from, where it was. */
    public static void origin(ObjectNode node, Optional<Origin> origin) {
        switch (origin.orElse(null)) {
            case null -> { }
            case Origin.Commit(String id) -> node.put("commit", id);
            case Origin.Page(URI url) -> node.put("url", url.toString());
        }
    }

    private static ObjectNode citation(Source.Citation citation) {
        ObjectNode node = object().put("start", citation.start()).put("end", citation.end());
        return switch (citation.support()) {
            case Source.Found found -> node.put("found", true).put("fromLine", found.fromLine())
                    .put("toLine", found.toLine());
            case Source.NotFound _ -> node.put("found", false);
        };
    }
}
