package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.body.BodyMemory;
import dev.rill.http.frames.RawHttp2;
import dev.rill.server.Polling;
import dev.rill.threads.MessageStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hold a large request or a large answer in the middle: they take a part of the memory, and no more. */
class LargeBodiesTest {
    private static final String LARGE = "{}" + " ".repeat(700_000);
    private static final int LIMIT = 8 << 20;
    private static final int HELD_FOR_LARGE = 1_000_000;
    private static final int SMALL = 16 * 1024;
    private static final int AT_ONCE = 20;

    private final Deque<RawHttp> holding = new ArrayDeque<>();
    private ServerFixture server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder, Map.of("RILL_WRITE_STALL_TIMEOUT", "PT10M"), new BodyMemory(LIMIT));
        server.ask("", "large", "m", "Long?", "x".repeat(HELD_FOR_LARGE), MessageStatus.COMPLETE, "", List.of());
        assertEquals(200, server.call("GET", "/threads/large").status());
    }

    @AfterEach
    void stop() throws IOException {
        while (!holding.isEmpty()) {
            holding.pop().close();
        }
        server.close();
    }

    @Test
    void largeBodiesThatDoNotEndAreRefusedBeforeTheyFillTheMemory() throws Exception {
        String begun = "POST /threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000000\r\n\r\n" + LARGE;
        RawHttp.Response refused = null;
        for (long left = mostHeld(); refused == null; left--) {
            assertTrue(left > 0, "there is no bound");
            hold(begun);
            RawHttp.Response response = server.json("POST", "/threads", LARGE);
            refused = response.status() == 201 ? null : response;
        }
        assertRefused(refused);
        assertEquals(201, server.json("POST", "/threads", "{}").status());
        stopHolding();
        Polling.until(() -> status("POST") == 201);
    }

    @Test
    void largeAnswersThatNobodyTakesAreRefusedBeforeTheyFillTheMemory() throws Exception {
        RawHttp.Response refused = null;
        for (long left = mostHeld(); refused == null; left--) {
            assertTrue(left > 0, "there is no bound");
            hold("GET /threads/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            RawHttp.Response response = server.call("GET", "/threads/large");
            refused = response.status() == 200 ? null : response;
        }
        assertRefused(refused);
        assertEquals(200, server.call("GET", "/threads/stats").status());
        stopHolding();
        Polling.until(() -> status("GET") == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/threads", "/threads/large/export"})
    void noPathAnswersWithoutABoundThoseWhoTakeNothing(String path) throws Exception {
        for (int i = 0; i < 100; i++) {
            server.store.create("", "thread" + i, Optional.of("n"), Optional.of("{\"a\":\"" + "x".repeat(500) + "\"}"),
                    Instant.EPOCH);
        }
        long bytes = server.call("GET", path + "?limit=100").body().length;
        assertTrue(bytes > SMALL, "what is small has room always");
        List<RawHttp2> deaf = new ArrayList<>();
        try {
            for (long left = LIMIT / bytes + 2 * AT_ONCE; refused(deaf) == 0; left -= AT_ONCE) {
                assertTrue(left > 0, "there is no bound");
                RawHttp2 client = RawHttp2.begun(server.port(), 0);
                deaf.add(client);
                for (int stream = 1; stream < 2 * AT_ONCE; stream += 2) {
                    client.get(stream, path + "?limit=100");
                }
                client.readUntil(() -> client.answers().size() == AT_ONCE);
            }
            assertRefused(server.call("GET", path + "?limit=100"));
        } finally {
            for (RawHttp2 client : deaf) {
                client.close();
            }
        }
        Polling.until(() -> server.call("GET", path + "?limit=100").status() == 200);
    }

    private static long refused(List<RawHttp2> clients) {
        return clients.stream().flatMap(client -> client.answers().stream()).filter(answer -> answer.endsWith(":503"))
                .count();
    }

    @Test
    void whoTakesNothingOfAnAnswerIsCut(@TempDir Path folder) throws Exception {
        try (ServerFixture hasty = ServerFixture.start(folder, Map.of("RILL_WRITE_STALL_TIMEOUT", "PT1S"));
             RawHttp http = new RawHttp(hasty.port())) {
            hasty.ask("", "large", "m", "Long?", "x".repeat(8 * HELD_FOR_LARGE), MessageStatus.COMPLETE, "", List.of());
            http.write("GET /threads/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Polling.until(() -> !written(http));
        }
    }

    private static boolean written(RawHttp http) {
        try {
            http.write("x");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** More than can be held, if there is a bound. */
    private static long mostHeld() {
        return LIMIT / HELD_FOR_LARGE + 20;
    }

    private void hold(String request) throws IOException {
        RawHttp http = new RawHttp(server.port());
        holding.push(http);
        http.write(request);
    }

    private void stopHolding() throws IOException {
        for (RawHttp http : new ArrayList<>(holding)) {
            http.close();
        }
        holding.clear();
    }

    private int status(String method) {
        return (method.equals("GET") ? server.call(method, "/threads/large")
                : server.json(method, "/threads", LARGE)).status();
    }

    private static void assertRefused(RawHttp.Response response) {
        assertEquals(503, response.status(), response.text());
        assertEquals("2", response.headers().get("retry-after"));
        assertEquals("RATE_LIMITED", response.json().get("code").stringValue());
    }
}
