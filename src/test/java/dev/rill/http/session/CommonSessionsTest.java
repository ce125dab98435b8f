package dev.rill.http.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.SharedSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommonSessionsTest {
    private static final Session ANN = new Session("a1", new Credential.Key("0".repeat(64)), Instant.MAX);

    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, SharedSessions.Kept> kept = new HashMap<>();
    private Runnable whileLooking = () -> { };
    private int looks;
    private final CommonSessions sessions = new CommonSessions(new SharedSessions() {
        @Override
        public void keep(Kept session, Instant now, int mostOfOne, int most) {
            kept.put(session.hash(), session);
        }

        @Override
        public Optional<Kept> find(String hash) {
            looks++;
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

    @Test
    void anUnknownSecretIsLookedForOnceInAMinute() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), sessions.find("unknown"));
        }
        assertEquals(1, looks);
        nanos.addAndGet(60_000_000_000L);
        assertEquals(Optional.empty(), sessions.find("unknown"));
        assertEquals(2, looks);
    }

    @Test
    void manyUnknownSecretsCrowdOutNobodyWhoIsSignedIn() {
        sessions.keep(ANN);
        for (int i = 0; i < 20_000; i++) {
            sessions.find("unknown " + i);
        }
        int before = looks;
        assertTrue(sessions.find(ANN.hash()).isPresent());
        assertEquals(before, looks);
        sessions.find("unknown 0");
        assertEquals(before + 1, looks, "unknown ones are remembered without a bound");
    }

    @Test
    void whoSignsInIsKnownAtOnce() {
        assertEquals(Optional.empty(), sessions.find(ANN.hash()));
        sessions.keep(ANN);
        assertTrue(sessions.find(ANN.hash()).isPresent());
    }

    @Test
    void onlyWhatHasTheFormOfASecretIsLookedFor() {
        Sessions signedIn = new Sessions(sessions, Clock.systemUTC());
        String secret = signedIn.begin(ANN.credential(), Instant.MAX).secret();
        for (String none : List.of("", "somebody", secret + "A", secret.substring(1), secret.substring(0, 42) + "B",
                "+" + secret.substring(1), "0".repeat(64))) {
            assertEquals(Optional.empty(), signedIn.find(none), none);
        }
        assertEquals(0, looks);
        assertTrue(signedIn.find(secret).isPresent());
    }
}
