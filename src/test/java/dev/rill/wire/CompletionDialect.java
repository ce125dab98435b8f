package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions, streamed. */
public final class CompletionDialect implements AskingDialect {
    private static final String DONE = "data: [DONE]\n\n";
    private static final OpenApiContract CONTRACT = new OpenApiContract();

    @Override
    public List<Function<ProtocolContext, Protocol>> protocols() {
        return List.of();
    }

    @Override
    public FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException {
        return FrameStream.post(port, "/v1/chat/completions", body(message).toString());
    }

    static ObjectNode body(String message) {
        ObjectNode body = Json.object().put("model", "rill").put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", message);
        body.putObject("stream_options").put("include_usage", true);
        return body;
    }

    @Override
    public boolean isKeepAlive(String frame) {
        return frame.equals(": keep-alive\n\n");
    }

    @Override
    public String messageId(String frame) {
        return data(frame).get("id").stringValue().substring("chatcmpl-".length());
    }

    @Override
    public String text(List<String> frames) {
        return frames.stream().filter(frame -> !frame.equals(DONE)).map(CompletionDialect::data)
                .map(chunk -> chunk.at("/choices/0/delta/content").asString("")).collect(Collectors.joining());
    }

    /** The role first, then deltas, one reason to finish, the usage without a choice, and the mark of the end. */
    @Override
    public String end(List<String> frames) {
        JsonNode last = frames.getLast().equals(DONE) ? data(frames.get(frames.size() - 2)) : data(frames.getLast());
        List<JsonNode> chunks = frames.subList(0, frames.size() - 1).stream().map(CompletionDialect::data).toList();
        String id = chunks.getFirst().get("id").stringValue();
        boolean finished = false;
        for (JsonNode chunk : chunks) {
            assertEquals(id, chunk.get("id").stringValue());
            assertEquals("chat.completion.chunk", chunk.get("object").stringValue());
            assertEquals("rill", chunk.get("model").stringValue());
            assertTrue(chunk.get("created").intValue() > 0);
            assertEquals(chunk == chunks.getFirst(), chunk.at("/choices/0/delta").has("role"));
            if (chunk.get("choices").isEmpty()) {
                assertTrue(finished && chunk == chunks.getLast() && chunk.at("/usage/total_tokens").isNumber());
            } else {
                assertFalse(finished, () -> "after the end: " + chunk);
                assertTrue(chunk.get("usage").isNull());
                finished = chunk.at("/choices/0/finish_reason").isString();
            }
        }
        if (frames.getLast().equals(DONE)) {
            assertTrue(finished);
            return "complete";
        }
        assertFalse(finished);
        CONTRACT.assertMatches("OpenAiError", last);
        return last.at("/error/code").stringValue().equals("stopped") ? "cancelled" : "error";
    }

    static JsonNode data(String frame) {
        assertTrue(frame.startsWith("data: ") && frame.endsWith("\n\n"), frame);
        return Json.read(frame.substring("data: ".length()));
    }

    /** The members of a chunk, none of which clients miss. */
    static Set<String> names(JsonNode chunk) {
        return chunk.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    }
}
