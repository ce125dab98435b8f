package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The end of an answer as the result of a call. Stateless. */
final class AskResult {

    private AskResult() {
    }

    static ToolResult of(StreamEvent.Terminal end) {
        return switch (end) {
            case StreamEvent.Complete complete -> ToolResult.of(text(complete), json(complete));
            case StreamEvent.Failed failed -> ToolResult.failure(failed.error());
            case StreamEvent.Cancelled _ -> ToolResult.failure("The answer was stopped.");
        };
    }

    private static ObjectNode json(StreamEvent.Complete complete) {
        ObjectNode json = Json.object().put("answer", complete.finalContent())
                .put("finishReason", complete.finishReason().word());
        ArrayNode sources = json.putArray("sources");
        complete.sources().forEach(source ->
                sources.add(Json.source(source).put("uri", DocumentUri.of(source.path()))));
        return json;
    }

    /** The answer, and what it cites below it. */
    private static String text(StreamEvent.Complete complete) {
        List<Source> cited = complete.sources().stream().filter(source -> source.text().isPresent()).toList();
        return cited.isEmpty() ? complete.finalContent() : complete.finalContent() + "\n\n" + cited.stream()
                .map(source -> "[" + source.id() + "] " + source.path() + " " + source.place().words())
                .collect(Collectors.joining("\n"));
    }
}
