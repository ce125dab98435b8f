package dev.rill.http.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.SharedSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommonSessionsTest {
    private static final Session ANN = new Session("a1", new Credential.Key("0".repeat(64)), Instant.MAX);

    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, SharedSessions.Kept> kept = new HashMap<>();
    private Runnable whileLooking = () -> { };
    private final CommonSessions sessions = new CommonSessions(new SharedSessions() {
        @Override
        public void keep(Kept session, Instant now, int mostOfOne, int most) {
            kept.put(session.hash(), session);
        }

        @Override
        public Optional<Kept> find(String hash) {
            Optional<Kept> found = Optional.ofNullable(kept.get(hash));
            whileLooking.run();
            return found;
        }

        @Override
        public void end(String hash) {
            kept.remove(hash);
        }
    }, Clock.systemUTC(), nanos::get);

    @Test
    void aSignOutIsNotUndoneByALookThatWasUnderWay() {
        sessions.keep(ANN);
        nanos.addAndGet(4_000_000_000L);
        whileLooking = () -> {
            whileLooking = () -> { };
            sessions.end(ANN);
        };
        assertTrue(sessions.find(ANN.hash()).isPresent());
        assertEquals(Optional.empty(), sessions.find(ANN.hash()));
    }
}
