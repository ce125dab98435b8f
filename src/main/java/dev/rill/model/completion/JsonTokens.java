package dev.rill.model.completion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringWriter;

/** Reads a parser that takes its input in pieces, where all input is there. */
final class JsonTokens {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonTokens() {
    }

    /** Such a parser says of an end that comes too soon that more may come. */
    static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.NOT_AVAILABLE) {
            throw new EOFException("JSON that is not whole");
        }
        return token;
    }

    /** The value that begins here, as JSON text. */
    static String text(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); ; token = next(parser)) {
                out.copyCurrentEvent(parser);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0 && token != JsonToken.FIELD_NAME) {
                    break;
                }
            }
        }
        return text.toString();
    }
}
