package dev.rill.model.rerank;

import dev.rill.model.transport.BytesBody;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a reranker is asked. Stateless. */
final class RerankRequest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the texts are called. */
    enum Texts {
        DOCUMENTS("documents"), TEXTS("texts");

        private final String key;

        Texts(String key) {
            this.key = key;
        }

        Texts other() {
            return switch (this) {
                case DOCUMENTS -> TEXTS;
                case TEXTS -> DOCUMENTS;
            };
        }
    }

    private RerankRequest() {
    }

    static BytesBody of(Optional<String> model, String question, List<String> texts, Texts called) {
        ObjectNode json = JSON.createObjectNode();
        model.ifPresent(name -> json.put("model", name));
        json.put("query", question);
        ArrayNode all = json.putArray(called.key);
        texts.forEach(all::add);
        return BytesBody.json(JSON.writeValueAsBytes(json));
    }
}
