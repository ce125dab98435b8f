package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Members of an answer that mean nothing to Rill, but that a server wants back with the tool calls they came with: the
 * {@code extra_content} of Gemini, the {@code reasoning_content} of DeepSeek, and the like.
 */
final class Opaque {
    private static final JsonFactory JSON = new JsonFactory();

    private Opaque() {
    }

    /** Writes the members of a JSON object into the object that is open; none for an empty text. */
    static void write(String object, JsonGenerator out) throws IOException {
        if (object.isEmpty()) {
            return;
        }
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                out.copyCurrentStructure(parser);
            }
        }
    }
}
