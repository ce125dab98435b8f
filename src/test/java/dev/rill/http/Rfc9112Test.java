package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table over a socket to a server in a process of its own. */
class Rfc9112Test {
    private static final int ENOUGH = 150;
    private static ServerProcess server;
    private static int sent;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = ServerProcess.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Http1Case> cases() throws IOException {
        return Http1Case.all();
    }

    @Test
    void theTableIsAsLongAsItIsMeantToBe() throws IOException {
        assertTrue(cases().size() >= ENOUGH);
        assertTrue(cases().stream().allMatch(row -> row.section().matches("(9110 )?[0-9C][0-9.]*")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRequestHasItsAnswersAndNothingElseIsDone(Http1Case row) throws IOException {
        check(row, row.bytes().length);
    }

    /** The same, however the bytes come. */
    @ParameterizedTest
    @MethodSource("cases")
    void itHasThemInPiecesToo(Http1Case row) throws IOException {
        check(row, 7);
    }

    private static void check(Http1Case row, int piece) throws IOException {
        String next = "next-" + ++sent;
        try (RawHttp http = new RawHttp(server.port())) {
            String behind = Http1Case.create(next).replace("\r\nHost", "\r\nConnection: close\r\nHost");
            byte[] all = (new String(row.bytes(), StandardCharsets.ISO_8859_1) + behind)
                    .getBytes(StandardCharsets.ISO_8859_1);
            http.writeInPieces(all, piece);
            for (int status : row.answers()) {
                RawHttp.Response response = http.receive();
                assertEquals(status, response.status(), response.text());
                if (status >= 400) {
                    assertEquals("application/problem+json", response.headers().get("content-type"));
                }
            }
            if (row.open()) {
                assertEquals(201, http.receive().status());
            }
            assertTrue(http.closedByServer(), "another answer follows");
        }
        List<String> made = names();
        assertFalse(made.contains(Http1Case.HIDDEN));
        assertEquals(row.open(), made.contains(next));
    }

    private static List<String> names() throws IOException {
        return RawHttp.call(server.port(), "GET", "/threads").json().get("threads").valueStream()
                .map(thread -> thread.path("name").stringValue("")).toList();
    }
}
