package dev.rill.wire.openai;

import dev.rill.chat.UnstoredQuestion;
import dev.rill.rights.Reader;
import dev.rill.wire.TextLimits;
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
        if (!body.isObject()) {
            throw OpenAiErrors.invalid("", "The body has to be a JSON object");
        }
        JsonNode model = body.path("model");
        if (model.isString() ? !model.stringValue().equals(OpenAiProtocol.MODEL) : present(model)) {
            throw OpenAiErrors.noModel(model.asString(""));
        }
        JsonNode count = body.path("n");
        if (present(count) && !(count.isIntegralNumber() && count.canConvertToInt() && count.intValue() == 1)) {
            throw OpenAiErrors.invalid("/n", "n has to be 1: one answer is written at a time");
        }
        JsonNode options = body.path("stream_options");
        if (present(options) && !options.isObject()) {
            throw OpenAiErrors.invalid("/stream_options", "stream_options has to be an object");
        }
        return new CompletionRequest(Messages.question(body.path("messages"), owner, reader, limits),
                flag(body.path("stream"), "/stream"),
                flag(options.path("include_usage"), "/stream_options/include_usage"));
    }

    private static boolean flag(JsonNode node, String pointer) {
        if (present(node) && !node.isBoolean()) {
            throw OpenAiErrors.invalid(pointer, pointer.substring(1).replace('/', '.') + " has to be true or false");
        }
        return node.isBoolean() && node.booleanValue();
    }

    static boolean present(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }
}
