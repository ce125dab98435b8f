package dev.rill.wire.openai.responses.request;

import dev.rill.http.response.Json;
import dev.rill.wire.Members;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What clients note at a response or a conversation: up to 16 texts by their names. Stateless. */
public final class Metadata {
    private static final int MOST = 16;
    private static final int MOST_NAME_CHARS = 64;
    private static final int MOST_CHARS = 512;

    private Metadata() {
    }

    /**
     * @return empty where none is given
     * @throws dev.rill.http.problem.ProblemException where it is not so
     */
    public static Optional<ObjectNode> of(JsonNode body) {
        JsonNode given = Members.object(body, "metadata");
        if (!Json.present(given)) {
            return Optional.empty();
        }
        if (given.size() > MOST) {
            throw Members.invalid("/metadata", "metadata may have " + MOST + " members");
        }
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (member.getKey().length() > MOST_NAME_CHARS) {
                throw Members.invalid("/metadata",
                        "A name in metadata may have " + MOST_NAME_CHARS + " characters");
            }
            if (!member.getValue().isString() || member.getValue().stringValue().length() > MOST_CHARS) {
                throw Members.invalid("/metadata/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                        "A value in metadata has to be a string of at most " + MOST_CHARS + " characters");
            }
        }
        return Optional.of((ObjectNode) given);
    }

    /** Of a thread, which may have been given others than texts elsewhere. */
    public static ObjectNode stored(Optional<String> metadata) {
        ObjectNode texts = Json.object();
        metadata.map(Json::read).ifPresent(given -> given.properties().stream()
                .filter(member -> member.getValue().isString())
                .forEach(member -> texts.set(member.getKey(), member.getValue())));
        return texts;
    }
}
