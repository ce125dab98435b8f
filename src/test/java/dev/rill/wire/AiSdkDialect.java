package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import dev.rill.wire.aisdk.AiSdkLook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The AI SDK's UI message stream. */
public final class AiSdkDialect implements Dialect {

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of(AiSdkLook::new);
    }

    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        ObjectNode body = body(threadId, "m" + System.nanoTime(), message);
        return FrameStream.post(port, "/api/chat", (goOn ? body.put("onDisconnect", "continue") : body).toString());
    }

    /** What the client's transport posts for the first message of a chat. */
    static ObjectNode body(String chat, String messageId, String text) {
        ObjectNode body = Json.object().put("id", chat).put("trigger", "submit-message");
        body.putArray("messages").add(message(messageId, text));
        return body;
    }

    static ObjectNode message(String id, String text) {
        ObjectNode message = Json.object().put("id", id).put("role", "user");
        message.putArray("parts").addObject().put("type", "text").put("text", text);
        return message;
    }

    @Override
    public FrameStream look(int port, String messageId, int has) throws IOException {
        return FrameStream.get(port, "/look/" + messageId + "?has=" + has);
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals(": keep-alive\n\n");
    }

    @Override
    public String messageId(String frame) {
        return part(frame).get("messageId").stringValue();
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().filter(frame -> frame.contains("\"text-delta\"")).map(AiSdkDialect::part)
                .map(part -> part.get("delta").stringValue()).collect(Collectors.joining());
    }

    /** One step in one message, one text in it, sources behind the text; the end is one part, and its mark the last. */
    @Override
    public String end(List<String> frames) {
        assertEquals("data: [DONE]\n\n", frames.getLast());
        List<JsonNode> parts = frames.subList(0, frames.size() - 1).stream().map(AiSdkDialect::part).toList();
        assertEquals("start", type(parts.get(0)));
        assertEquals("start-step", type(parts.get(1)));
        List<String> states = new ArrayList<>(List.of("step"));
        for (JsonNode part : parts.subList(2, parts.size())) {
            String type = type(part);
            String state = states.getLast();
            switch (type) {
                case "data-step" -> {
                    assertTrue(state.equals("step") || state.equals("text"), state);
                    assertTrue(part.get("transient").booleanValue());
                }
                case "text-start" -> states.add(after(state, "step", "text"));
                case "text-delta" -> after(state, "text", "text");
                case "text-end" -> states.add(after(state, "text", "told"));
                case "source-document" -> assertTrue(state.equals("step") || state.equals("told"), state);
                case "finish-step" -> {
                    assertTrue(state.equals("step") || state.equals("told"), state);
                    states.add("closed");
                }
                case "message-metadata" -> states.add(after(state, "closed", "stopped"));
                case "abort" -> states.add(after(state, "stopped", type));
                case "finish", "error" -> states.add(after(state, "closed", type));
                default -> throw new AssertionError("no part: " + part);
            }
        }
        return switch (states.getLast()) {
            case "finish" -> "complete";
            case "error" -> "error";
            case "abort" -> "cancelled";
            case String other -> throw new AssertionError("ended in: " + other);
        };
    }

    private static String after(String state, String expected, String next) {
        assertEquals(expected, state);
        return next;
    }

    private static String type(JsonNode part) {
        return part.get("type").stringValue();
    }

    public static JsonNode part(String frame) {
        assertTrue(frame.startsWith("data: ") && frame.endsWith("\n\n"), frame);
        return JsonMapper.shared().readTree(frame.substring("data: ".length()));
    }
}
