package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.connection.ConnectionDeadlines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that the server ends: the answer arrives whatever the client still sends, and the end comes soon. */
class LastAnswerTest {
    private static final int MEGABYTE = 1 << 20;
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder, Map.of(),
                limits(Duration.ofSeconds(20)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n",
        "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n",
        "POST /threads HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\n"
                + "Content-Length: 500000\r\n\r\n",
        "POST /threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                + "chunked\r\n\r\n"
                + "fffffff\r\n",
        "POST /threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                + "chunked\r\n\r\n"
                + "no size\r\n",
        "GET /threads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /threads HTTP/9.9\r\n\r\n", "\u0016\u0003\u0001\r\n"})
    void whoGoesOnSendingReadsTheWholeAnswerAndThenTheEnd(String begin) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(begin);
            http.write("x".repeat(8 * MEGABYTE));
            RawHttp.Response response = http.receive();
            assertTrue(response.status() >= 400, response.text());
            assertEquals("close", response.headers().get("connection"));
            assertEquals(response.status(), response.json().get("status").intValue());
            assertTrue(http.endsCleanly());
        }
    }

    @Test
    void whoDoesNotCloseIsClosedAfterAWhile(@TempDir Path folder) throws IOException {
        try (ServerFixture hasty = ServerFixture.start(folder, Map.of(),
                limits(Duration.ofSeconds(3)));
                RawHttp http = new RawHttp(hasty.port())) {
            http.write("GET /threads HTTP/9.9\r\n\r\n");
            assertEquals(505, http.receive().status());
            assertTrue(http.endsCleanly());
            assertTrue(http.refusesMore());
        }
    }

    private static ConnectionDeadlines.Limits limits(Duration each) {
        return new ConnectionDeadlines.Limits(each, each);
    }
}
