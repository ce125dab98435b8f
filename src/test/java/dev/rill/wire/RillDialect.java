package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.server.EventStream;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rill's own protocol. */
public final class RillDialect implements Dialect {

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of();
    }

    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        return FrameStream.post(port, "/chat/stream", Json.object().put("threadId", threadId).put("message", message)
                .put("onDisconnect", goOn ? "continue" : "cancel").toString());
    }

    @Override
    public FrameStream look(int port, String messageId, int has) throws IOException {
        return FrameStream.get(port, "/chat/stream/" + messageId, "Last-Event-ID: " + has);
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals(": keep-alive\n\n");
    }

    @Override
    public String messageId(String frame) {
        return EventStream.parse(frame).json().get("messageId").stringValue();
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().map(EventStream::parse).filter(event -> event.event().equals("token"))
                .map(event -> event.json().get("content").stringValue()).collect(Collectors.joining());
    }

    @Override
    public String end(List<String> frames) {
        List<EventStream.Event> events = frames.stream().map(EventStream::parse).toList();
        for (int i = 0; i < events.size(); i++) {
            assertEquals(Integer.toString(i + 1), events.get(i).id());
            assertEquals(i == 0, events.get(i).event().equals("start"));
        }
        assertTrue(events.getLast().terminal());
        assertFalse(events.subList(0, events.size() - 1).stream().anyMatch(EventStream.Event::terminal));
        return events.getLast().event();
    }
}
