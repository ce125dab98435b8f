package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Bodies that are too large, and bodies that are no questions. */
final class BodiesRow {
    private static final int HUNDRED_MEGABYTES = 100_000_000;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private BodiesRow() {
    }

    static void playTooLarge(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            long begun = System.nanoTime();
            try (RawHttp declared = new RawHttp(bed.port())) {
                declared.send("POST", "/chat/stream",
                        with("Content-Length", Integer.toString(HUNDRED_MEGABYTES)), null);
                assertTooLarge(declared.receive());
            }
            try (RawHttp chunked = new RawHttp(bed.port())) {
                chunked.send("POST", "/chat/stream", with("Transfer-Encoding", "chunked"), null);
                byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i <= 16; i++) {
                    chunked.write(chunk); // one more than a MiB, and no end
                }
                assertTooLarge(chunked.receive());
            }
            try (RawHttp tooShort = new RawHttp(bed.port())) {
                tooShort.send("POST", "/chat/stream", with("Content-Length", "5000"),
                        "{}".getBytes(StandardCharsets.UTF_8));
                tooShort.endOfInput();
                assertEquals(400, tooShort.receive().status(), "a length that promises more than comes");
            }
            try (RawHttp tooLong = new RawHttp(bed.port())) {
                tooLong.send("POST", "/chat/stream", with("Content-Length", "2"), ("{}" + "x".repeat(5000))
                        .getBytes(StandardCharsets.UTF_8));
                assertEquals(400, tooLong.receive().status(), "a length that promises less than comes");
            }
            assertTooLarge(RawHttp.call(bed.port(), "POST", "/chat/stream", JSON, new byte[HUNDRED_MEGABYTES]));
            figures.since("five bodies refused in", begun);
            assertEquals(0, bed.monitor("totalStreamsStarted"));
        }
    }

    static void playInvalid(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            Map<String, byte[]> bodies = invalid();
            long begun = System.nanoTime();
            bodies.forEach((what, body) -> assertInvalid(what, bed.port(), body));
            figures.since(bodies.size() + " bodies refused in", begun);
            assertEquals(0, bed.monitor("totalStreamsStarted"));
        }
    }

    /** By what is wrong, which begins with the pointer where it points at a member. */
    private static Map<String, byte[]> invalid() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String json : List.of("{\"threadId\":\"t\",\"message\":\"m\"", "{'threadId':'t'}", "[1,2]", "nothing", "",
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "[".repeat(10_000) + "]".repeat(10_000),
                "{\"threadId\":\"t\",\"message\":" + "9".repeat(1_000_000) + "}")) {
            bodies.put(json.substring(0, Math.min(40, json.length())), json.getBytes(StandardCharsets.UTF_8));
        }
        bodies.put("/message lone surrogate", question("\"\\ud800\""));
        bodies.put("/message NUL", question("\"a\\u0000b\""));
        bodies.put("/message wrong type", question("7"));
        bodies.put("/more unknown member", question("\"m\",\"more\":1"));
        bodies.put("/message missing", "{\"threadId\":\"t\"}".getBytes(StandardCharsets.UTF_8));
        byte[] notUtf8 = question("\"x\"");
        notUtf8[notUtf8.length - 3] = (byte) 0xff;
        bodies.put("not UTF-8", notUtf8);
        return bodies;
    }

    private static byte[] question(String message) {
        return ("{\"threadId\":\"t\",\"message\":" + message + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static void assertInvalid(String what, int port, byte[] body) {
        RawHttp.Response response;
        try {
            response = RawHttp.call(port, "POST", "/chat/stream", JSON, body);
        } catch (IOException e) {
            throw new AssertionError(what, e);
        }
        assertEquals(400, response.status(), what + response.text());
        assertEquals("application/problem+json", response.headers().get("content-type"));
        JsonNode problem = response.json();
        assertEquals("INVALID_REQUEST", problem.get("code").stringValue());
        assertTrue(problem.get("errors").size() > 0, what);
        String pointer = problem.at("/errors/0/pointer").stringValue();
        assertTrue(!what.startsWith("/") || what.startsWith(pointer + " "), what + " is not " + pointer);
        for (String internal : Arrays.asList("Exception", "at dev.rill", "tools.jackson", "com.networknt")) {
            assertFalse(response.text().contains(internal), response.text());
        }
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new LinkedHashMap<>(JSON);
        headers.put(header, value);
        return headers;
    }

    private static void assertTooLarge(RawHttp.Response response) {
        assertEquals(413, response.status(), response.text());
        assertEquals("PAYLOAD_TOO_LARGE", response.json().get("code").stringValue());
    }
}
