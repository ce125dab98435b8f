package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.access.RequestRate;
import dev.rill.http.access.TokenBudget;
import dev.rill.http.access.User;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import io.helidon.http.ServerResponseHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestRateTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final RequestRate rate = new RequestRate(OptionalLong.of(3), nanos::get);

    @Test
    void aMinutesWorthMayComeAtOnceAndThenAsItRefills() {
        for (int i = 0; i < 3; i++) {
            assertTrue(take("10.0.0.1").isEmpty());
        }
        Problem refused = take("10.0.0.1").orElseThrow();
        assertEquals(ProblemCode.RATE_LIMITED, refused.code());
        assertEquals(20, refused.retryAfterSeconds().orElseThrow());
        nanos.addAndGet(Duration.ofSeconds(19).toNanos());
        assertEquals(1, take("10.0.0.1").orElseThrow().retryAfterSeconds().orElseThrow());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertTrue(take("10.0.0.1").isEmpty());
        assertTrue(take("10.0.0.1").isPresent());
    }

    @Test
    void eachAddressAndEachUserHasItsOwn() {
        User alice = new User("alice", User.Role.USER);
        for (int i = 0; i < 3; i++) {
            assertTrue(take("10.0.0.1").isEmpty());
            assertTrue(take("10.0.0.2").isEmpty());
            assertTrue(take(Optional.of(alice), "10.0.0." + i).isEmpty());
        }
        assertTrue(take(Optional.of(alice), "10.0.0.9").isPresent());
        assertTrue(take("10.0.0.1").isPresent());
        assertTrue(take("2001:db8::1").isEmpty());
        assertTrue(take("2001:db8::ffff").isEmpty());
        assertTrue(take("2001:db8::2:1").isEmpty());
        assertTrue(take("2001:db8::3").isPresent(), "a network counts together");
        assertTrue(take("2001:db8:1::1").isEmpty());
    }

    @Test
    void answersSayWhatIsLeft() {
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        rate.take(Optional.empty(), InetAddress.ofLiteral("10.0.0.1"), headers);
        assertEquals("\"minute\";q=3;w=60", headers.get(io.helidon.http.HeaderNames.create("RateLimit-Policy")).get());
        assertEquals("\"minute\";r=2;t=20", headers.get(io.helidon.http.HeaderNames.create("RateLimit")).get());
    }

    @Test
    void theFieldsSayWhatRetryAfterSays() {
        for (long perMinute : new long[] {1, 2, 3, 7, 59, 60, 61, 1000}) {
            RequestRate some = new RequestRate(OptionalLong.of(perMinute), nanos::get);
            InetAddress address = InetAddress.ofLiteral("10.0.0.1");
            for (int i = 0; i < perMinute; i++) {
                assertTrue(some.take(Optional.empty(), address, ServerResponseHeaders.create()).isEmpty());
                nanos.addAndGet(1_000_000);
            }
            for (int i = 0; i < 5; i++) {
                ServerResponseHeaders headers = ServerResponseHeaders.create();
                Optional<Problem> refused = some.take(Optional.empty(), address, headers);
                long wait = refused.map(problem -> problem.retryAfterSeconds().orElseThrow()).orElse(0L);
                if (refused.isPresent()) {
                    assertEquals("\"minute\";r=0;t=" + wait, headers.get(RequestRate.RATE_LIMIT).get());
                    nanos.addAndGet(Duration.ofSeconds(wait).toNanos());
                    assertTrue(some.take(Optional.empty(), address, ServerResponseHeaders.create()).isEmpty(),
                            "after " + wait + " s, " + perMinute + " a minute");
                }
            }
        }
    }

    @Test
    void aDaysEndIsAmongTheFieldsWhereItIsWhatIsWaitedFor() {
        TokenBudget budget = new TokenBudget(OptionalLong.of(100),
                Clock.fixed(Instant.parse("2026-03-01T23:00:00.5Z"), ZoneOffset.UTC), (_, _) -> 100);
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        rate.take(Optional.empty(), InetAddress.ofLiteral("10.0.0.1"), headers);
        Problem refused = budget.exhausted("alice", headers).orElseThrow();
        assertEquals(3600, refused.retryAfterSeconds().orElseThrow());
        assertEquals(List.of("\"minute\";r=2;t=20", "\"day\";r=0;t=3600"),
                headers.get(RequestRate.RATE_LIMIT).allValues());
        assertEquals(List.of("\"minute\";q=3;w=60", "\"day\";q=100;w=86400"),
                headers.get(RequestRate.POLICY).allValues());
    }

    @Test
    void theServerRefusesWhatIsTooMuchAndBelievesOnlyItsProxies(@TempDir Path folder) throws IOException {
        try (ServerFixture server = ServerFixture.start(folder, Map.of("RILL_RATE_LIMIT", "2"))) {
            for (int i = 0; i < 2; i++) {
                assertEquals(200, forwarded(server, "10.1.1." + i).status());
            }
            RawHttp.Response refused = forwarded(server, "10.9.9.9");
            assertEquals(429, refused.status());
            new OpenApiContract().assertResponse("GET", "/threads", refused);
            assertTrue(refused.headers().get("ratelimit").contains("r=0"));
            assertEquals(200, server.call("GET", "/health").status());
        }
        try (ServerFixture server = ServerFixture.start(folder.resolve("b"), Map.of("RILL_RATE_LIMIT", "1",
                "RILL_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8"))) {
            assertEquals(200, forwarded(server, "203.0.113.1").status());
            assertEquals(429, forwarded(server, "203.0.113.1").status());
            assertEquals(200, forwarded(server, "203.0.113.2").status());
            assertEquals(429, forwarded(server, "203.0.113.9, 203.0.113.2, 10.5.5.5").status());
            assertEquals(200, forwarded(server, "203.0.113.2, [2001:db8::1]:443, 10.5.5.5").status());
        }
    }

    @Test
    void aDaysTokensAreUsedUpAndComeBackTomorrow() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T23:00:00Z"));
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        Map<String, Long> used = new HashMap<>();
        TokenBudget budget = new TokenBudget(OptionalLong.of(100), clock, (owner, day) ->
                day.equals(LocalDate.of(2026, 3, 1)) ? used.getOrDefault(owner, 0L) : 0);
        assertTrue(exhausted(budget, "alice").isEmpty());
        used.put("alice", 99L);
        assertTrue(exhausted(budget, "alice").isEmpty());
        used.put("alice", 100L);
        Problem problem = exhausted(budget, "alice").orElseThrow();
        assertEquals(429, problem.status());
        assertEquals(3600, problem.retryAfterSeconds().orElseThrow());
        assertTrue(exhausted(budget, "bob").isEmpty());
        now.set(Instant.parse("2026-03-02T00:00:00Z"));
        assertTrue(exhausted(budget, "alice").isEmpty());
        assertTrue(exhausted(new TokenBudget(OptionalLong.empty(), clock, (_, _) -> 1_000), "alice").isEmpty());
    }

    private static Optional<Problem> exhausted(TokenBudget budget, String owner) {
        return budget.exhausted(owner, ServerResponseHeaders.create());
    }

    private Optional<Problem> take(String address) {
        return take(Optional.empty(), address);
    }

    private Optional<Problem> take(Optional<User> user, String address) {
        return rate.take(user, InetAddress.ofLiteral(address), ServerResponseHeaders.create());
    }

    private static RawHttp.Response forwarded(ServerFixture server, String chain) {
        return server.call("GET", "/threads", Map.of("X-Forwarded-For", chain), null);
    }
}
