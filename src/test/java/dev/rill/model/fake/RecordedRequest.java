package dev.rill.model.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the fake read.
 *
 * @param headers    names in lower case
 * @param connection the one it came on
 */
public record RecordedRequest(String method, String path, Map<String, String> headers, String body,
                              FakeConnection connection) {
    private static final JsonMapper JSON = new JsonMapper();

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    /** The path without its query. */
    public String route() {
        return path.replaceFirst("\\?.*$", "");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public boolean streams() {
        return json().path("stream").asBoolean();
    }

    public boolean offersTools() {
        return json().path("tools").size() > 0;
    }

    /** Whether a tool's result is among the messages. */
    public boolean hasToolResult() {
        for (JsonNode message : json().path("messages")) {
            if (message.path("role").asText().equals("tool")) {
                return true;
            }
        }
        return false;
    }

    /** The text of the last message of the user. */
    public String question() {
        String question = "";
        for (JsonNode message : json().path("messages")) {
            if (message.path("role").asText().equals("user")) {
                JsonNode content = message.path("content");
                question = content.isTextual() ? content.asText() : content.toString();
            }
        }
        return question;
    }
}
