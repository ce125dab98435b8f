package dev.rill.wire.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.EncodedStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Whatever happens in a stream, an ask is told its steps and then one result, which says the same. */
class AskEncoderTest {

    @Test
    void theResultIsWhatTheStreamCameTo() {
        Random random = new Random(19);
        for (int i = 0; i < 1_000; i++) {
            List<StreamEvent> events = RandomEvents.stream(random);
            McpVersion version = McpVersion.values()[i % McpVersion.values().length];
            Call call = new Call(null, null, new RpcMessage.Request(StringNode.valueOf("c" + i), "tools/call",
                    Json.object()), version);
            List<JsonNode> messages = EncodedStream.frames(
                    new AskEncoder(call, StringNode.valueOf("p"), () -> false), events).stream()
                    .map(McpClient::message).toList();
            checkProgress(messages.subList(0, messages.size() - 1), events);
            checkResult(messages.getLast(), "c" + i, version, (StreamEvent.Terminal) events.getLast());
        }
    }

    private static void checkProgress(List<JsonNode> notices, List<StreamEvent> events) {
        assertEquals(events.stream().filter(StreamEvent.Step.class::isInstance).map(StreamEvent.Step.class::cast)
                .map(StreamEvent.Step::message).toList(),
                notices.stream().map(notice -> notice.at("/params/message").stringValue()).toList());
        long before = 0;
        for (JsonNode notice : notices) {
            assertEquals("notifications/progress", notice.get("method").stringValue());
            assertTrue(notice.at("/params/progress").longValue() > before);
            before = notice.at("/params/progress").longValue();
        }
    }

    private static void checkResult(JsonNode message, String id, McpVersion version, StreamEvent.Terminal end) {
        assertEquals(id, message.get("id").stringValue());
        JsonNode result = message.get("result");
        assertEquals(!version.handshake(), result.has("resultType"));
        switch (end) {
            case StreamEvent.Complete complete -> {
                assertEquals(complete.finalContent(), result.at("/structuredContent/answer").stringValue());
                assertEquals(complete.sources().stream().map(Source::path).toList(),
                        result.at("/structuredContent/sources").valueStream()
                                .map(source -> source.get("path").stringValue()).toList());
            }
            case StreamEvent.Failed failed -> {
                assertTrue(result.get("isError").booleanValue());
                assertEquals(failed.error(), result.at("/content/0/text").stringValue());
            }
            case StreamEvent.Cancelled _ -> assertTrue(result.get("isError").booleanValue());
        }
    }
}
