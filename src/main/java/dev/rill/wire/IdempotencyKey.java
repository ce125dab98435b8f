package dev.rill.wire;

import dev.rill.chat.Question.Repeat;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * {@code Idempotency-Key}: the name that a client gives a question which it may have to ask again, a string of its own
 * or a quoted one (draft-ietf-httpapi-idempotency-key-header). Immutable.
 */
public record IdempotencyKey(String value) {
    private static final HeaderName HEADER = HeaderNames.create("Idempotency-Key");
    private static final int MAX_CHARS = 255;

    /** Whether the request has one, fit or not. */
    public static boolean in(ServerRequest request) {
        return request.headers().contains(HEADER);
    }

    /** @throws dev.rill.http.problem.ProblemException where it is none */
    public static Optional<IdempotencyKey> of(ServerRequest request) {
        return in(request) ? Optional.of(read(request.headers().get(HEADER).get().strip())) : Optional.empty();
    }

    private static IdempotencyKey read(String text) {
        String key = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1) : text;
        if (key.isEmpty() || key.length() > MAX_CHARS || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Problem.of(ProblemCode.INVALID_REQUEST,
                    "Idempotency-Key has to be 1 to " + MAX_CHARS + " visible ASCII characters").exception();
        }
        return new IdempotencyKey(key);
    }

    /** How its question may have been asked before. */
    public Repeat repeat() {
        return new Repeat.OfKey(value);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "IdempotencyKey[]";
    }
}
