package dev.rill.wire;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.Problem.MemberError;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Members of a body, each of which may be missing or null. One of another type than it has to be is refused (400) by
 * its name: taken for one that is missing, it would be told wrong or change what is asked. Stateless.
 */
public final class Members {

    private Members() {
    }

    /**
     * @param pointer to the wrong member (RFC 6901)
     * @param detail  a whole sentence
     */
    public static ProblemException invalid(String pointer, String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).withErrors(List.of(new MemberError(pointer, detail)))
                .exception();
    }

    public static JsonNode object(JsonNode body) {
        if (!body.isObject()) {
            throw invalid("", "The body has to be a JSON object");
        }
        return body;
    }

    public static JsonNode object(JsonNode body, String name) {
        return body.path(name).isObject() ? body.path(name) : absent(body, name, "an object");
    }

    public static JsonNode array(JsonNode body, String name) {
        return body.path(name).isArray() ? body.path(name) : absent(body, name, "an array");
    }

    public static boolean flag(JsonNode node, String pointer, boolean otherwise) {
        if (!Json.present(node)) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw wrong(pointer, "true or false");
        }
        return node.booleanValue();
    }

    public static Optional<String> text(JsonNode body, String name) {
        return textAt(body, "/" + name);
    }

    /** @param pointer to it in the body */
    public static Optional<String> textAt(JsonNode body, String pointer) {
        JsonNode node = body.at(pointer);
        if (!Json.present(node)) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw wrong(pointer, "a string");
        }
        return Optional.of(node.stringValue());
    }

    private static JsonNode absent(JsonNode body, String name, String type) {
        if (Json.present(body.path(name))) {
            throw wrong("/" + name, type);
        }
        return body.path(name);
    }

    private static ProblemException wrong(String pointer, String type) {
        String name = pointer.substring(1).replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
        return invalid(pointer, name + " has to be " + type);
    }
}
