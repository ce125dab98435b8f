package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import dev.rill.wire.agui.AgUiLook;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** AG-UI. */
public final class AgUiDialect implements Dialect {

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of(AgUiLook::new);
    }

    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        ObjectNode input = input(threadId, "m" + System.nanoTime(), message);
        input.putObject("forwardedProps").put("onDisconnect", goOn ? "continue" : "cancel");
        return FrameStream.post(port, "/ag-ui", input.toString(), "Accept: text/event-stream");
    }

    /** What the client posts for the first message of a thread. */
    static ObjectNode input(String threadId, String messageId, String text) {
        ObjectNode input = Json.object().put("threadId", threadId).put("runId", "run");
        input.putArray("messages").addObject().put("id", messageId).put("role", "user").put("content", text);
        input.putArray("tools");
        input.putArray("context");
        return input;
    }

    @Override
    public FrameStream look(int port, String messageId, int has) throws IOException {
        return FrameStream.get(port, "/look-ag-ui/" + messageId + "?has=" + has);
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals(": keep-alive\n\n");
    }

    @Override
    public String messageId(String frame) {
        return event(frame).at("/metadata/messageId").stringValue();
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().filter(frame -> frame.contains("\"TEXT_MESSAGE_CONTENT\"")).map(AgUiDialect::event)
                .map(event -> event.get("delta").stringValue()).collect(Collectors.joining());
    }

    /**
     * As the client's verifier has it: one run, nothing open at its end, nothing empty, nothing null, nothing after
     * it.
     */
    @Override
    public String end(List<String> frames) {
        List<JsonNode> events = frames.stream().map(AgUiDialect::event).toList();
        String runId = events.getFirst().get("runId").stringValue();
        Set<String> steps = new HashSet<>();
        String message = "";
        String end = "";
        for (JsonNode event : events) {
            assertEquals("", end, () -> "after the end: " + event);
            assertFalse(event.toString().contains(":null"), event::toString);
            String type = event.get("type").stringValue();
            assertEquals(event == events.getFirst(), type.equals("RUN_STARTED"));
            switch (type) {
                case "RUN_STARTED", "CUSTOM" -> { }
                case "STEP_STARTED" -> assertTrue(steps.add(event.get("stepName").stringValue()));
                case "STEP_FINISHED" -> assertTrue(steps.remove(event.get("stepName").stringValue()));
                case "TEXT_MESSAGE_START" -> {
                    assertEquals("", message);
                    message = "in " + event.get("messageId").stringValue();
                }
                case "TEXT_MESSAGE_CONTENT" -> {
                    assertEquals(message, "in " + event.get("messageId").stringValue());
                    assertFalse(event.get("delta").stringValue().isEmpty());
                }
                case "TEXT_MESSAGE_END" -> {
                    assertEquals(message, "in " + event.get("messageId").stringValue());
                    message = "";
                }
                case "RUN_FINISHED" -> {
                    assertEquals(runId, event.get("runId").stringValue());
                    end = event.at("/outcome/type").stringValue().equals("success") ? "complete" : "cancelled";
                }
                case "RUN_ERROR" -> end = "error";
                default -> throw new AssertionError("no event: " + event);
            }
        }
        assertEquals("", message);
        assertEquals(Set.of(), steps);
        assertFalse(end.isEmpty());
        return end;
    }

    public static JsonNode event(String frame) {
        assertTrue(frame.startsWith("data: ") && frame.endsWith("\n\n"), frame);
        return JsonMapper.shared().readTree(frame.substring("data: ".length()));
    }
}
