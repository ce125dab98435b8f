package dev.rill.http;

import dev.rill.http.body.BodyMemory;
import dev.rill.http.paths.Route;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the server's own features answer, counted with the other bodies: they say how long it is only when it is sent,
 * so the longest until then is taken, as text and as octets. Any thread.
 */
final class FeatureBodies {
    private static final long FIRST_GUESS_BYTES = 64 * 1024;

    private final Map<String, Long> longest = new ConcurrentHashMap<>();

    /**
     * Lets it be answered.
     *
     * @throws dev.rill.http.problem.ProblemException 503 where there is no room for it
     */
    void within(BodyMemory memory, Route route, ServerResponse response, Runnable answer) {
        try (BodyMemory.Hold hold = memory.hold()) {
            hold.grownTo(2 * longest.getOrDefault(route.pattern(), FIRST_GUESS_BYTES));
            answer.run();
            longest.merge(route.pattern(), response.bytesWritten(), Math::max);
        }
    }
}
