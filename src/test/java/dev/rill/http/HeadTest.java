package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.live.Identities;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.OnBusy;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.MessageStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeadTest {
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder);
        server.ask("", "known", "known", "A question", "An answer", MessageStatus.COMPLETE, "", List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Every route that has GET, where it is found and where it is not, and what is no route. */
    static Stream<String> paths() {
        Stream<String> routes = KnownRoutes.all().stream().filter(route -> route.method().equals("GET"))
                .flatMap(route -> Stream.of(route.with("known"), route.with("plain.txt"))).distinct();
        return Stream.concat(routes, Stream.of("/nothing", "/threads?limit=x", "/chat", "/%zz"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void headIsAnsweredAsGetIsAndNothingOfABodyFollows(String path) throws IOException {
        RawHttp.Response get = server.call("GET", path);
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("HEAD", path, Map.of(), null);
            RawHttp.Response head = http.receive(true);
            assertEquals(get.status(), head.status());
            assertEquals(get.headers().get("content-type"), head.headers().get("content-type"));
            if (get.headers().containsKey("content-length") && head.headers().containsKey("content-length")
                    && !path.equals("/streams") && !path.startsWith("/health") && !path.contains("export")) {
                assertEquals(get.headers().get("content-length"), head.headers().get("content-length"));
            }
            if (!"close".equals(head.headers().get("connection"))) {
                http.send("GET", "/health/live", Map.of(), null);
                assertEquals("UP", http.receive().json().get("status").stringValue());
            } else {
                assertTrue(http.closedByServer());
            }
        }
    }

    @Test
    void headOfAStreamSaysWhatItIsAndDoesNotFollowIt() throws IOException {
        Clock clock = Clock.systemUTC();
        if (!(server.streams.open(Identities.of("", "t", "live", false), OnBusy.REJECT)
                instanceof Opening.Opened opened)) {
            throw new AssertionError("not opened");
        }
        LiveStream stream = opened.stream();
        server.streams.started(stream);
        stream.start(new StreamEvent.Start("live", "t", clock.instant()));
        stream.token("An answer");
        try (RawHttp http = new RawHttp(server.port())) {
            for (int i = 0; i < 2; i++) {
                http.send("HEAD", "/chat/stream/live", Map.of("Accept", "text/event-stream"), null);
                RawHttp.Response head = http.receive(true);
                assertEquals(200, head.status());
                assertEquals("text/event-stream", head.headers().get("content-type"));
                assertFalse(head.headers().containsKey("content-length"));
            }
        }
    }

    @Test
    void anErrorBeforeThereIsARequestHasNoBodyForHeadEither() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write("HEAD /threads HTTP/1.1\r\n\r\n");
            RawHttp.Response refused = http.receive(true);
            assertEquals(400, refused.status());
            assertTrue(http.endsCleanly(), refused.headers().toString());
        }
    }
}
