package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import dev.rill.wire.parts.PartsProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests' protocol with state. */
final class PartsDialect implements Dialect {

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of(PartsProtocol::new);
    }

    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        return FrameStream.post(port, "/parts",
                Json.object().put("chat", threadId).put("text", message).put("goOn", goOn).put("more", 1).toString());
    }

    @Override
    public FrameStream look(int port, String messageId, int has) throws IOException {
        return FrameStream.get(port, "/parts/" + messageId + "?has=" + has);
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals("data: {\"type\":\"ping\"}\n\n");
    }

    @Override
    public String messageId(String frame) {
        return part(frame).get("messageId").stringValue();
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().filter(frame -> frame.contains("\"text-delta\"")).map(PartsDialect::part)
                .map(part -> part.get("delta").stringValue()).collect(Collectors.joining());
    }

    /** Texts and steps are opened once and closed once, one at a time; the end is one frame, and its mark the last. */
    @Override
    public String end(List<String> frames) {
        assertEquals("data: [DONE]\n\n", frames.getLast());
        List<JsonNode> parts = frames.subList(0, frames.size() - 1).stream().map(PartsDialect::part).toList();
        List<String> ends = new ArrayList<>();
        String step = "";
        int text = 0;
        boolean open = false;
        for (JsonNode part : parts) {
            assertTrue(ends.isEmpty(), () -> "after the end: " + part);
            String type = part.get("type").stringValue();
            assertEquals(part == parts.getFirst(), type.equals("start"));
            if (!type.startsWith("text-")) {
                assertFalse(open, () -> "in a text: " + part);
            }
            switch (type) {
                case "start", "source" -> { }
                case "start-step" -> {
                    assertEquals("", step);
                    step = part.get("step").stringValue();
                }
                case "finish-step" -> {
                    assertEquals(step, part.get("step").stringValue());
                    step = "";
                }
                case "text-start" -> {
                    assertFalse(open);
                    open = true;
                    assertEquals(++text, part.get("id").intValue());
                }
                case "text-delta" -> {
                    assertTrue(open);
                    assertEquals(text, part.get("id").intValue());
                }
                case "text-end" -> {
                    assertTrue(open);
                    open = false;
                }
                case "finish", "error", "abort" -> ends.add(type);
                default -> throw new AssertionError("no part: " + part);
            }
        }
        return switch (String.join(" ", ends)) {
            case "finish" -> "complete";
            case "error" -> "error";
            case "abort" -> "cancelled";
            case String other -> throw new AssertionError("ended by: " + other);
        };
    }

    private static JsonNode part(String frame) {
        assertTrue(frame.startsWith("data: ") && frame.endsWith("\n\n"), frame);
        return JsonMapper.shared().readTree(frame.substring("data: ".length()));
    }
}
