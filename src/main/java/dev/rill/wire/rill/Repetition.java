package dev.rill.wire.rill;

import dev.rill.chat.Question.Repeat;
import dev.rill.wire.IdempotencyKey;
import dev.rill.wire.Replays;
import io.helidon.webserver.http.ServerRequest;

/** How a client says that it may have asked before: {@code Idempotency-Key} and {@code Last-Event-ID}. Stateless. */
final class Repetition {

    private Repetition() {
    }

    /** Whether the client says so. */
    static boolean possible(ServerRequest request) {
        return IdempotencyKey.in(request) || Replays.lastEventId(request).isPresent();
    }

    /** Of a request for the whole answer. */
    static Repeat ofWhole(ServerRequest request) {
        return IdempotencyKey.of(request).map(IdempotencyKey::repeat).orElseGet(Repeat.No::new);
    }

    /** Of a request for a stream, which may also resume. */
    static Repeat ofStream(ServerRequest request) {
        return switch (ofWhole(request)) {
            case Repeat.No _ when Replays.lastEventId(request).isPresent() -> new Repeat.OfLast();
            case Repeat repeat -> repeat;
        };
    }
}
