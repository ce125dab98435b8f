package dev.rill.wire.openai.responses;

import dev.rill.http.response.Json;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.wire.openai.api.Model;
import dev.rill.wire.openai.responses.request.ResponseIds;
import dev.rill.wire.openai.responses.request.ResponseParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The object {@code response}, with every member that clients require (API reference, Responses; openresponses.org).
 * How the model is asked is the server's to say: of sampling the defaults of that API are told, and no tools of the
 * caller's. Stateless.
 */
final class ResponseJson {

    private ResponseJson() {
    }

    static ObjectNode of(String id, Instant created, ResponseParameters asked, ResponseEnd end, List<ObjectNode> output,
                         List<Source> sources, Optional<Usage> usage) {
        ObjectNode json = Json.object().put("id", id).put("object", "response")
                .put("created_at", created.getEpochSecond()).put("status", end.status())
                .put("background", asked.background());
        if (end instanceof ResponseEnd.Completed(Instant at, _)) {
            json.put("completed_at", at.getEpochSecond());
        } else {
            json.putNull("completed_at");
        }
        end(json, end);
        text(json, "instructions", asked.instructions());
        json.putNull("max_output_tokens").putNull("max_tool_calls").put("model", Model.NAME);
        ArrayNode items = json.putArray("output");
        output.forEach(items::add);
        json.put("parallel_tool_calls", true);
        text(json, "previous_response_id", asked.previous().map(ResponseIds::response));
        asked.conversation().ifPresentOrElse(name -> json.putObject("conversation").put("id", name),
                () -> json.putNull("conversation"));
        json.putNull("prompt_cache_key");
        json.putObject("reasoning").putNull("effort").putNull("summary");
        json.putNull("safety_identifier").put("service_tier", "default").put("store", asked.stored())
                .put("temperature", 1.0);
        json.putObject("text").putObject("format").put("type", "text");
        json.put("tool_choice", "auto").putArray("tools");
        json.put("top_logprobs", 0).put("top_p", 1.0).put("presence_penalty", 0.0).put("frequency_penalty", 0.0)
                .put("truncation", "auto");
        json.set("usage", usage.<JsonNode>map(ResponseJson::usage)
                .orElse(JsonNodeFactory.instance.nullNode()));
        json.set("metadata", asked.metadata());
        // what that API has no place for
        if (!sources.isEmpty()) {
            json.withObject("/rill").set("sources", Json.sources(sources));
        }
        if (asked.stored() && !saved(end)) {
            json.withObject("/rill").put("saved", false);
        }
        return json;
    }

    private static boolean saved(ResponseEnd end) {
        return switch (end) {
            case ResponseEnd.Completed(_, boolean saved) -> saved;
            case ResponseEnd.Incomplete(_, boolean saved) -> saved;
            case ResponseEnd.Open _, ResponseEnd.Cancelled _, ResponseEnd.Failed _ -> true;
        };
    }

    private static void end(ObjectNode json, ResponseEnd end) {
        if (end instanceof ResponseEnd.Failed(String code, String message)) {
            json.putObject("error").put("code", code).put("message", message);
        } else {
            json.putNull("error");
        }
        if (end instanceof ResponseEnd.Incomplete(String reason, _)) {
            json.putObject("incomplete_details").put("reason", reason);
        } else {
            json.putNull("incomplete_details");
        }
    }

    private static void text(ObjectNode json, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> json.put(name, text), () -> json.putNull(name));
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode json = Json.object().put("input_tokens", usage.promptTokens());
        json.putObject("input_tokens_details").put("cached_tokens", 0).put("cache_write_tokens", 0);
        json.put("output_tokens", usage.completionTokens());
        json.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return json.put("total_tokens", usage.totalTokens());
    }
}
