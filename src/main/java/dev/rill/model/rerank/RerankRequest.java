package dev.rill.model.rerank;

import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a reranker is asked, in memory. */
record RerankRequest(byte[] bytes) implements HttpRequestBody {
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

    RerankRequest(Optional<String> model, String question, List<String> texts, Texts called) {
        this(written(model, question, texts, called));
    }

    private static byte[] written(Optional<String> model, String question, List<String> texts, Texts called) {
        ObjectNode json = JSON.createObjectNode();
        model.ifPresent(name -> json.put("model", name));
        json.put("query", question);
        ArrayNode all = json.putArray(called.key);
        texts.forEach(all::add);
        return JSON.writeValueAsBytes(json);
    }

    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {
        // nothing is held
    }

    /** Without what is asked. */
    @Override
    public String toString() {
        return "RerankRequest[" + bytes.length + " bytes]";
    }
}
