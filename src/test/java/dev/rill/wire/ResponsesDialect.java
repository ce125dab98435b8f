package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Responses API, streamed. */
public final class ResponsesDialect implements Dialect {
    private static final String DONE = "data: [DONE]\n\n";
    private static final OpenApiContract CONTRACT = new OpenApiContract();

    private final boolean documented;

    public ResponsesDialect() {
        this(true);
    }

    /** @param documented whether responses are held against the API's document */
    public ResponsesDialect(boolean documented) {
        this.documented = documented;
    }

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of();
    }

    /** Each in a thread of its own. */
    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        return FrameStream.post(port, "/v1/responses", body(message).put("background", goOn).toString());
    }

    static ObjectNode body(String message) {
        return Json.object().put("model", "rill").put("stream", true).put("input", message);
    }

    @Override
    public FrameStream look(int port, String messageId, int has) throws IOException {
        return FrameStream.get(port, "/v1/responses/resp_" + messageId + "?stream=true"
                + (has == 0 ? "" : "&starting_after=" + (has - 1)));
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals(": keep-alive\n\n");
    }

    @Override
    public String messageId(String frame) {
        return event(frame).at("/response/id").stringValue().substring("resp_".length());
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().filter(frame -> frame.startsWith("event: response.output_text.delta\n"))
                .map(frame -> event(frame).get("delta").stringValue()).collect(Collectors.joining());
    }

    /**
     * Numbers without a gap; what is said of an item is said while it is open; what a client has put together at the
     * end is what the last event says.
     */
    @Override
    public String end(List<String> frames) {
        assertEquals(DONE, frames.getLast());
        List<JsonNode> events = frames.subList(0, frames.size() - 1).stream().map(ResponsesDialect::event).toList();
        List<JsonNode> items = new ArrayList<>();
        Map<Integer, Boolean> open = new HashMap<>();
        StringBuilder text = new StringBuilder();
        List<JsonNode> annotations = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            assertEquals(i, event.get("sequence_number").intValue());
            int index = event.path("output_index").asInt(-1);
            assertTrue(index < 0 || event.get("type").stringValue().endsWith("item.added") || open.get(index),
                    event::toString);
            switch (event.get("type").stringValue().substring("response.".length())) {
                case "created" -> assertEquals(0, i);
                case "in_progress" -> assertEquals(1, i);
                case "output_item.added" -> {
                    assertEquals(items.size(), index);
                    items.add(event.get("item"));
                    open.put(index, true);
                }
                case "file_search_call.in_progress", "file_search_call.searching", "file_search_call.completed" -> {
                    assertEquals("file_search_call", items.get(index).get("type").stringValue());
                    assertEquals(items.get(index).get("id"), event.get("item_id"));
                }
                case "content_part.added" -> assertEquals("", event.at("/part/text").stringValue());
                case "output_text.delta" -> {
                    assertEquals(items.get(index).get("id"), event.get("item_id"));
                    assertFalse(event.get("delta").stringValue().isEmpty());
                    text.append(event.get("delta").stringValue());
                }
                case "output_text.annotation.added" -> {
                    assertEquals(annotations.size(), event.get("annotation_index").intValue());
                    annotations.add(event.get("annotation"));
                }
                case "output_text.done" -> assertEquals(text.toString(), event.get("text").stringValue());
                case "content_part.done" -> {
                    assertEquals(text.toString(), event.at("/part/text").stringValue());
                    assertEquals(annotations, event.at("/part/annotations").valueStream().toList());
                }
                case "output_item.done" -> {
                    items.set(index, event.get("item"));
                    open.put(index, false);
                }
                case "completed", "incomplete", "failed" -> {
                    assertEquals(events.size() - 1, i);
                    assertFalse(open.containsValue(true), open::toString);
                    assertEquals(items, event.at("/response/output").valueStream().toList());
                }
                default -> throw new AssertionError("no event: " + event);
            }
            if (event.has("response")) {
                assertEquals(events.getFirst().at("/response/id"), event.at("/response/id"));
                if (documented) {
                    CONTRACT.assertMatches("OpenAiResponse", event.get("response"));
                }
            }
        }
        return switch (events.getLast().at("/response/status").stringValue()) {
            case "completed", "incomplete" -> "complete";
            case "cancelled" -> "cancelled";
            case "failed" -> "error";
            case String other -> throw new AssertionError("ended " + other);
        };
    }

    static JsonNode event(String frame) {
        int data = frame.indexOf("\ndata: ");
        assertTrue(frame.startsWith("event: ") && data > 0 && frame.endsWith("\n\n"), frame);
        JsonNode event = Json.read(frame.substring(data + "\ndata: ".length()));
        assertEquals(frame.substring("event: ".length(), data), event.get("type").stringValue());
        return event;
    }

    /** The last of a whole stream. */
    public static JsonNode last(List<String> frames) {
        return event(frames.get(frames.size() - 2)).get("response");
    }
}
