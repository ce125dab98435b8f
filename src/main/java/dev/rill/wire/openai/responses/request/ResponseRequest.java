package dev.rill.wire.openai.responses.request;

import dev.rill.chat.UnstoredQuestion;
import dev.rill.http.problem.Problem;
import dev.rill.http.response.Json;
import dev.rill.rights.Reader;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.IdempotencyKey;
import dev.rill.wire.Members;
import dev.rill.wire.TextLimits;
import dev.rill.wire.openai.api.Model;
import dev.rill.wire.openai.api.OpenAiErrors;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/responses}. What is not known is passed over, and so are sampling parameters and the
 * caller's tools: how the model is asked is the server's to say. Immutable.
 *
 * @param question with what the input says was said before it
 * @param key      by which it is known where it comes again
 */
public record ResponseRequest(UnstoredQuestion question, boolean streamed, ResponseParameters parameters,
                       Optional<IdempotencyKey> key) {

    /**
     * @param referenced finds a message that the input only names
     * @param key        of its request
     * @throws dev.rill.http.problem.ProblemException where it cannot be answered
     */
    public static ResponseRequest of(JsonNode body, String owner, Reader reader, TextLimits limits,
                              Function<String, Optional<ThreadMessage>> referenced, Optional<IdempotencyKey> key) {
        Members.object(body);
        Model.require(body);
        ResponseParameters parameters = parameters(body);
        return new ResponseRequest(Input.question(body.path("input"), parameters.instructions(), owner, reader,
                limits, referenced), Members.flag(body.path("stream"), "/stream", false), parameters, key);
    }

    private static ResponseParameters parameters(JsonNode body) {
        Optional<String> previous = Members.text(body, "previous_response_id")
                .map(id -> ResponseIds.answerOf(id).orElseThrow(() -> noPrevious(id)));
        Optional<String> conversation = conversation(body.path("conversation"));
        if (previous.isPresent() && conversation.isPresent()) {
            throw Members.invalid("/previous_response_id",
                    "previous_response_id and conversation cannot both be given");
        }
        boolean stored = Members.flag(body.path("store"), "/store", true);
        boolean background = Members.flag(body.path("background"), "/background", false);
        if (background && !stored) {
            throw Members.invalid("/background", "What runs in the background has to be stored");
        }
        return new ResponseParameters(Members.text(body, "instructions"), Metadata.of(body).orElseGet(Json::object),
                previous, conversation, background, stored,
                ResponseParameters.wantsResults(Members.array(body, "include")));
    }

    private static Optional<String> conversation(JsonNode given) {
        if (!Json.present(given)) {
            return Optional.empty();
        }
        JsonNode id = given.isObject() ? given.path("id") : given;
        if (!id.isString()) {
            throw Members.invalid("/conversation", "conversation has to be an id, or an object with an id");
        }
        return Optional.of(id.stringValue());
    }

    public static RuntimeException noPrevious(String responseId) {
        return OpenAiErrors.notFound("/previous_response_id",
                "Previous response with id '" + Problem.shown(responseId) + "' not found");
    }
}
