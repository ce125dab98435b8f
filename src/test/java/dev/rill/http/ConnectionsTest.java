package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.connection.ConnectionDeadlines;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connection may do to the listener. The deadlines are much shorter than they are. */
class ConnectionsTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder, Map.of(),
                new ConnectionDeadlines.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            assertTrue(http.closedByServer());
        }
    }

    @Test
    void headersThatDripAreCutOff() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            assertTrue(dripsUntilClosed(http, "GET /threads HTTP/1.1\r\nHost: localhost\r\nX-Long: "));
        }
    }

    @Test
    void aBodyThatDripsIsCutOff() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            assertTrue(dripsUntilClosed(http, "POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
                    + "Content-Type: application/json\r\n\r\n{"));
        }
    }

    @Test
    void aBodyThatNobodyReadsAndDripsIsCutOff() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write("POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
            assertEquals(404, http.receive().status());
            assertTrue(dripsUntilClosed(http, "x"));
        }
    }

    @Test
    void manyThatDripDisturbNobodyAndAreAllGone() throws IOException {
        List<RawHttp> dripping = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawHttp http = new RawHttp(server.port());
                dripping.add(http);
                http.write(i % 2 == 0 ? "GET / HTT" : "POST /chat HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
            }
            assertEquals(200, server.call("GET", "/threads").status());
            for (RawHttp http : dripping) {
                assertTrue(http.closedByServer());
            }
        } finally {
            for (RawHttp http : dripping) {
                http.close();
            }
        }
    }

    @Test
    void aClientThatGoesOnInTimeKeepsItsConnection() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            for (int i = 0; i < 20; i++) {
                http.send("GET", "/threads", Map.of(), null);
                assertEquals(200, http.receive().status());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /threads HTTP/1.1~Host: localhost~X: {16384}~~                  | 431
            GET /threads HTTP/1.1~Host: localhost~{headers}~                    | 431
            GET /{8192} HTTP/1.1~Host: localhost~~                              | 414
            GET /threads?q={8192} HTTP/1.1~Host: localhost~~                    | 414
            GET /threads HTTP/1.1~~                                             | 400
            GET /threads HTTP/1.1~Host: a~Host: b~~                             | 400
            GET /threads HTTP/1.1~Host: localhost~No colon~~                    | 400
            GET /threads HTTP/1.1~Host: localhost~Bad Name: x~~                 | 400
            GET /thr<eads HTTP/1.1~Host: localhost~~                            | 400
            GET /%zz HTTP/1.1~Host: localhost~~                                 | 400
            GET  HTTP/1.1~Host: localhost~~                                     | 400
            G@T /threads HTTP/1.1~Host: localhost~~                             | 400
            GARBAGE~~                                                           | 400
            GET /threads HTTP/9.9~Host: localhost~~                             | 505
            POST /chat HTTP/1.1~Host: localhost~Content-Length: x~~             | 400
            POST /chat HTTP/1.1~Host: localhost~Content-Length: -1~~            | 400
            POST /chat HTTP/1.1~Host: localhost~Content-Length: 1~Transfer-Encoding: chunked~~ | 400
            POST /chat HTTP/1.1~Host: localhost~Transfer-Encoding: gzip, chunked~~ | 501
            """)
    void aMalformedRequestIsAProblem(String request, int status) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(request.replace("~", "\r\n").replace("{16384}", "x".repeat(16_384))
                    .replace("{8192}", "x".repeat(8192)).replace("{headers}", "A: b\r\n".repeat(4000)));
            RawHttp.Response response = http.receive();
            assertEquals(status, response.status(), response.text());
            assertEquals("application/problem+json", response.headers().get("content-type"));
            assertEquals("nosniff", response.headers().get("x-content-type-options"));
            CONTRACT.assertMatches("Problem", response.json());
        }
    }

    @Test
    void aConnectionIsClosedAfterTheAnswerWhereTheClientAsksForIt() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("GET", "/health", Map.of("Connection", "close"), null);
            assertEquals(200, http.receive().status());
            assertTrue(http.closedByServer());
        }
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/threads", Map.of("Connection", "close", "Content-Type", "application/json"),
                    "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertEquals(201, http.receive().status());
            assertTrue(http.closedByServer());
        }
    }

    @Test
    void aHeaderOfAMegabyteIsRefusedWithoutReadingIt() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            try {
                http.send("GET", "/threads", Map.of("X-Large", "x".repeat(1_000_000)), null);
            } catch (SocketException e) {
                // the answer and the end of the connection came before all was sent
            }
            assertEquals(431, http.receive().status());
        }
    }

    @Test
    void aClientThatWaitsToSendItsBodyIsToldEitherWay() throws IOException {
        Map<String, String> headers = Map.of("Expect", "100-continue", "Content-Type", "application/json",
                "Content-Length", "2");
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/threads", headers, null);
            assertEquals(100, http.receive().status());
            http.write("{}");
            assertEquals(201, http.receive().status());
        }
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/nothing", headers, null);
            RawHttp.Response refused = http.receive();
            assertEquals(404, refused.status());
            assertEquals("close", refused.headers().get("connection"));
            assertTrue(http.closedByServer());
        }
    }

    @Test
    void whoIsRefusedBecauseTheServerIsInTroubleGivesTheConnectionBack() throws IOException {
        server.store.down(true);
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("GET", "/threads", Map.of(), null);
            assertEquals(503, http.receive().status());
            assertTrue(http.closedByServer());
        } finally {
            server.store.down(false);
        }
    }

    @Test
    void aPipelinedRequestIsAnswered() throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(
                    "GET /threads HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, http.receive().status());
            assertEquals("UP", http.receive().json().get("status").stringValue());
        }
    }

    private static boolean dripsUntilClosed(RawHttp http, String start) throws IOException {
        http.write(start);
        Thread drip = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    http.write("x");
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException e) {
                // the server has closed it, or the test is over
            }
        });
        boolean closed = http.closedByServer();
        drip.interrupt();
        return closed;
    }
}
