package dev.rill.wire.openai.api;

import dev.rill.wire.Members;
import tools.jackson.databind.JsonNode;

/** The one model that clients can name. Stateless. */
public final class Model {
    public static final String NAME = "rill";

    private Model() {
    }

    /** @throws dev.rill.http.problem.ProblemException where another one is named (404), or no name (400) */
    public static void require(JsonNode body) {
        Members.text(body, "model").ifPresent(Model::require);
    }

    /** @throws dev.rill.http.problem.ProblemException (404) where it is another one */
    public static void require(String named) {
        if (!named.equals(NAME)) {
            throw OpenAiErrors.noModel(named);
        }
    }
}
