package dev.rill.http.body;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A valid question, as posted. Immutable.
 *
 * @param continueOnDisconnect whether the answer goes on when the connection is lost
 */
public record ChatBody(String threadId, String message, Optional<String> systemMessage,
                       boolean continueOnDisconnect) {

    static ChatBody of(JsonNode valid) {
        return new ChatBody(valid.get("threadId").stringValue(), valid.get("message").stringValue(),
                valid.optional("systemMessage").map(JsonNode::stringValue),
                "continue".equals(valid.path("onDisconnect").stringValue(null)));
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "ChatBody[threadId=" + threadId + "]";
    }
}
