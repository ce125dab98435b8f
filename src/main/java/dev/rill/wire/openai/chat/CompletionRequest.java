package dev.rill.wire.openai.chat;

import dev.rill.chat.UnstoredQuestion;
import dev.rill.http.response.Json;
import dev.rill.rights.Reader;
import dev.rill.wire.Members;
import dev.rill.wire.TextLimits;
import dev.rill.wire.openai.api.Dialogue;
import dev.rill.wire.openai.api.Model;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/chat/completions}. What is not known is passed over, and so are sampling parameters and
 * the caller's tools: how the model is asked is the server's to say. Immutable.
 *
 * @param usageWanted whether a stream tells the tokens that were used
 */
record CompletionRequest(UnstoredQuestion question, boolean streamed, boolean usageWanted) {

    /** @throws dev.rill.http.problem.ProblemException where it cannot be answered */
    static CompletionRequest of(JsonNode body, String owner, Reader reader, TextLimits limits) {
        Members.object(body);
        Model.require(body);
        JsonNode count = body.path("n");
        if (Json.present(count) && !(count.isIntegralNumber() && count.canConvertToInt() && count.intValue() == 1)) {
            throw Members.invalid("/n", "n has to be 1: one answer is written at a time");
        }
        JsonNode options = Members.object(body, "stream_options");
        return new CompletionRequest(question(body.path("messages"), owner, reader, limits),
                Members.flag(body.path("stream"), "/stream", false),
                Members.flag(options.path("include_usage"), "/stream_options/include_usage", false));
    }

    private static UnstoredQuestion question(JsonNode messages, String owner, Reader reader, TextLimits limits) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Members.invalid("/messages", "messages has to be an array of at least one message");
        }
        Dialogue taken = new Dialogue();
        for (int i = 0; i < messages.size(); i++) {
            taken.take(messages.get(i), "/messages/" + i);
        }
        String last = "/messages/" + (messages.size() - 1);
        return taken.question(owner, reader, limits,
                new Dialogue.Where("/messages", last + "/role", last + "/content"));
    }
}
