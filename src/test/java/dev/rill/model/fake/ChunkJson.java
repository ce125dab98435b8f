package dev.rill.model.fake;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rill.stream.Usage;

/** The JSON of chat completions and their chunks, as OpenAI writes it. */
final class ChunkJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ChunkJson() {
    }

    static String delta(Delta delta) {
        return switch (delta) {
            case Delta.Text(String content) -> chunk(JSON.createObjectNode().put("content", content), null);
            case Delta.Reasoning(String content) ->
                    chunk(JSON.createObjectNode().put("reasoning_content", content), null);
            case Delta.Tool tool -> chunk(toolDelta(tool), null);
            case Delta.Data(String json) -> json;
            case Delta.Bytes bytes -> throw new IllegalArgumentException("not an event: " + bytes);
        };
    }

    static String role() {
        return chunk(JSON.createObjectNode().put("role", "assistant").put("content", ""), null);
    }

    static String finish(String reason) {
        return chunk(JSON.createObjectNode(), reason);
    }

    static String usage(Usage usage) {
        ObjectNode root = root("chat.completion.chunk");
        root.putArray("choices");
        root.set("usage", usageNode(usage));
        return root.toString();
    }

    /** The whole answer, for a request that does not stream. */
    static String completion(Answer answer) {
        ObjectNode root = root("chat.completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", answer.text());
        choice.put("finish_reason", answer.finishReason().orElse(null));
        answer.usage().ifPresent(usage -> root.set("usage", usageNode(usage)));
        return root.toString();
    }

    private static ObjectNode toolDelta(Delta.Tool tool) {
        ObjectNode delta = JSON.createObjectNode();
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", tool.index());
        if (tool.id() != null) {
            call.put("id", tool.id()).put("type", "function");
        }
        ObjectNode function = call.putObject("function");
        if (tool.name() != null) {
            function.put("name", tool.name());
        }
        function.put("arguments", tool.arguments());
        return delta;
    }

    private static String chunk(ObjectNode delta, String finishReason) {
        ObjectNode root = root("chat.completion.chunk");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return root.toString();
    }

    private static ObjectNode root(String object) {
        return JSON.createObjectNode().put("id", "chatcmpl-fake").put("object", object).put("created", 1_760_000_000)
                .put("model", "fake-model").put("system_fingerprint", "fp_fake");
    }

    private static ObjectNode usageNode(Usage usage) {
        return JSON.createObjectNode().put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens()).put("total_tokens", usage.totalTokens());
    }
}
