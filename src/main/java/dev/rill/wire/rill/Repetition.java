package dev.rill.wire.rill;

import dev.rill.chat.Question.Repeat;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.wire.Replays;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/** How a client says that it may have asked before: {@code Idempotency-Key} and {@code Last-Event-ID}. Stateless. */
final class Repetition {
    /** A string of its own or a quoted one (draft-ietf-httpapi-idempotency-key-header). */
    private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
    private static final int MAX_KEY_CHARS = 255;

    private Repetition() {
    }

    /** Whether the client says so. */
    static boolean possible(ServerRequest request) {
        return request.headers().contains(KEY) || Replays.lastEventId(request).isPresent();
    }

    /** Of a request for the whole answer. */
    static Repeat ofWhole(ServerRequest request) {
        return request.headers().contains(KEY) ? new Repeat.OfKey(key(request)) : new Repeat.No();
    }

    /** Of a request for a stream, which may also resume. */
    static Repeat ofStream(ServerRequest request) {
        return switch (ofWhole(request)) {
            case Repeat.No _ when Replays.lastEventId(request).isPresent() -> new Repeat.OfLast();
            case Repeat repeat -> repeat;
        };
    }

    private static String key(ServerRequest request) {
        String text = request.headers().get(KEY).get().strip();
        String key = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1) : text;
        if (key.isEmpty() || key.length() > MAX_KEY_CHARS || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Problem.of(ProblemCode.INVALID_REQUEST,
                    "Idempotency-Key has to be 1 to " + MAX_KEY_CHARS + " visible ASCII characters").exception();
        }
        return key;
    }
}
