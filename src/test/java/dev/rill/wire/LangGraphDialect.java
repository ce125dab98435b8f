package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** LangGraph, with all modes that there are. */
public final class LangGraphDialect implements Dialect {
    static final List<String> MODES = List.of("values", "updates", "messages-tuple", "messages", "custom");
    private static final Set<String> EVENTS = Set.of("metadata", "values", "updates", "messages", "messages/metadata",
            "messages/partial", "messages/complete", "custom", "end", "error");

    /** A frame, taken apart. */
    record Event(String name, JsonNode data, long id) {

        static Event of(String frame) {
            String[] lines = frame.split("\n");
            assertTrue(frame.endsWith("\n\n") && lines.length == 3, frame);
            assertTrue(lines[0].startsWith("event: ") && lines[1].startsWith("data: ") && lines[2].startsWith("id: "),
                    frame);
            return new Event(lines[0].substring(7), JsonMapper.shared().readTree(lines[1].substring(6)),
                    Long.parseLong(lines[2].substring(4)));
        }
    }

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of();
    }

    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        ObjectNode body = body(message, MODES).put("if_not_exists", "create")
                .put("on_disconnect", goOn ? "continue" : "cancel");
        return FrameStream.post(port, "/langgraph/threads/" + threadId + "/runs/stream", body.toString());
    }

    /** What the SDK posts. */
    static ObjectNode body(String message, List<String> modes) {
        ObjectNode body = Json.object().put("assistant_id", "rill");
        body.putObject("input").putArray("messages").addObject().put("type", "human").put("content", message);
        modes.forEach(body.putArray("stream_mode")::add);
        return body;
    }

    /** All modes are wanted, so that the frames' numbers have no gaps. */
    @Override
    public FrameStream look(int port, String messageId, int has) throws IOException {
        String modes = MODES.stream().map(mode -> "stream_mode=" + mode).collect(Collectors.joining("&"));
        return FrameStream.get(port, "/langgraph/threads/t/runs/" + messageId + "/stream?" + modes,
                "Last-Event-ID: " + has);
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals(": keep-alive\n\n");
    }

    @Override
    public String messageId(String frame) {
        return Event.of(frame).data().get("run_id").stringValue();
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().filter(frame -> frame.startsWith("event: messages\n")).map(Event::of)
                .map(event -> event.data().get(0).get("content").stringValue()).collect(Collectors.joining());
    }

    /** One answer has one id in all of its forms, and each of them says the same at the end. */
    @Override
    public String end(List<String> frames) {
        List<Event> events = frames.stream().map(Event::of).toList();
        String runId = messageId(frames.getFirst());
        assertEquals("metadata", events.getFirst().name());
        List<JsonNode> states = new ArrayList<>();
        String partial = "";
        long before = 0;
        for (Event event : events) {
            assertTrue(EVENTS.contains(event.name()), event::toString);
            assertTrue(event.id() > before, event::toString);
            before = event.id();
            assertEquals(event == events.getLast(), Set.of("end", "error").contains(event.name()), event::toString);
            switch (event.name()) {
                case "values" -> states.add(event.data().get("messages"));
                case "messages" -> {
                    assertEquals("ai", event.data().at("/0/type").stringValue());
                    assertEquals(runId, event.data().at("/0/id").stringValue());
                    assertEquals(runId, event.data().at("/1/run_id").stringValue());
                }
                case "messages/partial", "messages/complete" -> {
                    assertEquals(runId, event.data().at("/0/id").stringValue());
                    String now = event.data().at("/0/content").stringValue();
                    assertTrue(now.startsWith(partial), now);
                    partial = now;
                }
                default -> { }
            }
        }
        assertEquals("human", states.getFirst().get(states.getFirst().size() - 1).get("type").stringValue());
        if (events.getLast().name().equals("error")) {
            assertFalse(events.getLast().data().get("message").stringValue().isEmpty());
            return "error";
        }
        assertTrue(events.getLast().data().isNull());
        JsonNode last = states.getLast().get(states.getLast().size() - 1);
        if (last.get("type").stringValue().equals("human")) {
            assertEquals("", text(frames));
            return "cancelled";
        }
        assertEquals(runId, last.get("id").stringValue());
        assertEquals(text(frames), last.get("content").stringValue());
        assertEquals(text(frames), partial);
        return last.at("/response_metadata/status").stringValue();
    }
}
