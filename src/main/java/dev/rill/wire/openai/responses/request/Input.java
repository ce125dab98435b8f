package dev.rill.wire.openai.responses.request;

import dev.rill.chat.UnstoredQuestion;
import dev.rill.http.problem.Problem;
import dev.rill.http.response.Json;
import dev.rill.rights.Reader;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.Members;
import dev.rill.wire.TextLimits;
import dev.rill.wire.openai.api.Dialogue;
import dev.rill.wire.openai.api.OpenAiErrors;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The input of a response: a question, or items of a conversation of which the last message is the question. Calls of
 * tools, what they gave and what a model thought are passed over. Stateless.
 */
final class Input {

    private Input() {
    }

    /**
     * @param told       as the system message, before what the items say
     * @param referenced finds a message that an item only names
     */
    static UnstoredQuestion question(JsonNode input, Optional<String> told, String owner, Reader reader,
                                     TextLimits limits, Function<String, Optional<ThreadMessage>> referenced) {
        Dialogue taken = new Dialogue();
        told.ifPresent(taken::instruct);
        if (input.isString()) {
            taken.ask(input.stringValue());
            return taken.question(owner, reader, limits, new Dialogue.Where("/instructions", "/input", "/input"));
        }
        if (!Json.present(input)) {
            throw Members.invalid("/input", "input is missing: it is what is asked");
        }
        if (!input.isArray() || input.isEmpty()) {
            throw Members.invalid("/input", "input has to be a string or an array of at least one item");
        }
        for (int i = 0; i < input.size(); i++) {
            take(input.get(i), "/input/" + i, taken, referenced);
        }
        String last = "/input/" + (input.size() - 1);
        return taken.question(owner, reader, limits, new Dialogue.Where("/input", last, last + "/content"));
    }

    private static void take(JsonNode item, String at, Dialogue taken,
                             Function<String, Optional<ThreadMessage>> referenced) {
        switch (type(item, at)) {
            case "message" -> taken.take(item, at);
            case "item_reference" -> reference(item.path("id").asString(""), at, taken, referenced);
            default -> taken.answer("");
        }
    }

    /** A message may come without a type. */
    static String type(JsonNode item, String at) {
        if (!item.isObject()) {
            throw Members.invalid(at, "An item has to be an object");
        }
        JsonNode type = item.path("type");
        if (Json.present(type) ? !type.isString() : !item.has("role")) {
            throw Members.invalid(at + "/type", "type has to be that of an item, such as message");
        }
        return type.asString("message");
    }

    private static void reference(String id, String at, Dialogue taken,
                                  Function<String, Optional<ThreadMessage>> referenced) {
        Optional<String> messageId = ResponseIds.messageOf(id);
        if (messageId.isEmpty()) {
            taken.answer("");
            return;
        }
        ThreadMessage message = referenced.apply(messageId.get()).orElseThrow(() -> OpenAiErrors.notFound(at + "/id",
                "Item with id '" + Problem.shown(id) + "' not found"));
        switch (message.role()) {
            case USER -> taken.ask(message.content());
            case ASSISTANT -> taken.answer(message.content());
        }
    }
}
