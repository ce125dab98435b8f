package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A response that is not what was asked for.
 *
 * @param said the server's error object in lower case; decides what the refusal means and is never repeated
 */
record ErrorResponse(int status, Headers headers, String said) {

    /** @param response whose body has been read already */
    static ErrorResponse of(HttpResponse response, JsonMapper json) {
        return new ErrorResponse(response.statusCode(), response.headers(), lower(error(response, json)));
    }

    /** Nothing where the body is no JSON: a page in HTML says many words by chance. */
    private static String error(HttpResponse response, JsonMapper json) {
        try {
            JsonNode body = json.readTree(response.body());
            return (body.has("error") ? body.get("error") : body).toString();
        } catch (JsonProcessingException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory can be read", e);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Without what the server said. */
    @Override
    public String toString() {
        return "ErrorResponse[status=" + status + "]";
    }
}
