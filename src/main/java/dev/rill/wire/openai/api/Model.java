package dev.rill.wire.openai.api;

import dev.rill.http.response.Json;
import tools.jackson.databind.JsonNode;

/** The one model that clients can name. Stateless. */
public final class Model {
    public static final String NAME = "rill";

    private Model() {
    }

    /** @throws dev.rill.http.problem.ProblemException (404) where another one is named */
    public static void require(JsonNode named) {
        if (named.isString() ? !named.stringValue().equals(NAME) : Json.present(named)) {
            throw OpenAiErrors.noModel(named.asString(""));
        }
    }

    /** @throws dev.rill.http.problem.ProblemException (404) where it is another one */
    public static void require(String named) {
        if (!named.equals(NAME)) {
            throw OpenAiErrors.noModel(named);
        }
    }
}
