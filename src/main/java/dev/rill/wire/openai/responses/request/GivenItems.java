package dev.rill.wire.openai.responses.request;

import dev.rill.chat.MessageIds;
import dev.rill.http.response.Json;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.Members;
import dev.rill.wire.openai.api.Content;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Items that a client puts into a conversation: what user and assistant said. Stateless. */
public final class GivenItems {
    private static final int MOST = 20;

    private GivenItems() {
    }

    /**
     * @return messages with ids of their own; calls of tools and the like are passed over
     * @throws dev.rill.http.problem.ProblemException where they cannot be taken
     */
    public static List<ThreadMessage> of(JsonNode body, Clock clock, boolean required) {
        JsonNode items = body.path("items");
        if (!Json.present(items) && !required) {
            return List.of();
        }
        if (!items.isArray() || required && items.isEmpty() || items.size() > MOST) {
            throw Members.invalid("/items", "items has to be an array of at most " + MOST + " items");
        }
        List<ThreadMessage> messages = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            message(items.get(i), "/items/" + i, clock).ifPresent(messages::add);
        }
        return messages;
    }

    private static Optional<ThreadMessage> message(JsonNode item, String at, Clock clock) {
        if (!Input.type(item, at).equals("message")) {
            return Optional.empty();
        }
        Role role = switch (item.path("role").asString("")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system", "developer" -> throw Members.invalid(at + "/role",
                    "A conversation keeps what user and assistant say; say the rest as instructions of a response");
            default -> throw Members.invalid(at + "/role", "role has to be user or assistant");
        };
        return Optional.of(Said.message(MessageIds.next(clock), role,
                Content.required(item.path("content"), at + "/content"), clock.instant()));
    }
}
