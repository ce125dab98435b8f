package dev.rill.wire.openai.api;

import dev.rill.http.response.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Members of a body, each of which may be missing or null. Stateless. */
public final class Members {

    private Members() {
    }

    /** @throws dev.rill.http.problem.ProblemException where it is no object */
    public static JsonNode object(JsonNode body) {
        if (!body.isObject()) {
            throw OpenAiErrors.invalid("", "The body has to be a JSON object");
        }
        return body;
    }

    /** @throws dev.rill.http.problem.ProblemException where it is there and is no object */
    public static JsonNode object(JsonNode body, String name) {
        JsonNode node = body.path(name);
        if (Json.present(node) && !node.isObject()) {
            throw OpenAiErrors.invalid("/" + name, name + " has to be an object");
        }
        return node;
    }

    /** @throws dev.rill.http.problem.ProblemException where it is neither true nor false */
    public static boolean flag(JsonNode node, String pointer, boolean otherwise) {
        if (!Json.present(node)) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw OpenAiErrors.invalid(pointer, pointer.substring(1).replace('/', '.') + " has to be true or false");
        }
        return node.booleanValue();
    }

    /** @throws dev.rill.http.problem.ProblemException where it is no string */
    public static Optional<String> text(JsonNode body, String name) {
        JsonNode node = body.path(name);
        if (!Json.present(node)) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw OpenAiErrors.invalid("/" + name, name + " has to be a string");
        }
        return Optional.of(node.stringValue());
    }
}
