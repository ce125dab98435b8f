package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent, held against what {@code /openapi} says of it. */
class ContractTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of("RILL_STALE_AFTER", "PT1S",
            "RILL_CORS_ORIGINS", "http://rival.example:3000"));

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void allSixEventsAreAsDocumented() throws IOException {
        model.enqueue(Answer.toolCall("search_documents", "{\"query\":\"threads\"}"), Answer.of("a", "b [1]"),
                Script.status(401), Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        Set<String> seen = new HashSet<>();
        check(EventStream.ask(server.port(), "t", "Where are threads stored?").rest(), seen);
        check(EventStream.ask(server.port(), "t", "And?").rest(), seen);
        try (EventStream stream = EventStream.ask(server.port(), "t", "And then?")) {
            String id = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            RawHttp.Response stopped = RawHttp.call(server.port(), "DELETE", "/chat/stream/" + id);
            CONTRACT.assertMatches("StopResult", stopped.json());
            check(stream.rest(), seen);
        }
        assertEquals(Set.of("start", "step", "token", "complete", "error", "cancelled"), seen);
    }

    @Test
    void theAnswerOfChatAndTheMonitorAreAsDocumented() throws IOException {
        model.byDefault(Answer.of("Hello"));
        CONTRACT.assertMatches("ChatResponse", RawHttp.json(server.port(), "POST", "/chat",
                "{\"threadId\":\"t\",\"message\":\"Hi\"}").json());
        model.byDefault(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        try (EventStream stream = EventStream.ask(server.port(), "t", "And then?")) {
            stream.next("token");
            var view = RawHttp.call(server.port(), "GET", "/streams").json();
            CONTRACT.assertMatches("StreamsView", view);
            assertEquals("generation", view.get("active").get(0).get("currentStep").stringValue());
            assertTrue(view.get("active").get(0).get("clientConnected").booleanValue());
            assertEquals(1, view.get("active").get(0).get("tokenCount").intValue());
        }
    }

    @Test
    void aStreamInWhichNothingHappensIsEndedAsStale() throws IOException {
        model.enqueue(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        Event end = EventStream.ask(server.port(), "t", "And then?").rest().getLast();
        assertEquals("error", end.event());
        assertEquals("STREAM_STALE", end.json().get("code").stringValue());
    }

    /** It reads {@code event: }/{@code data: } frames, and needs these requests from a page of another origin. */
    @Test
    void theWebClientOfTheServiceThatRillReplacesWorksUnchanged() throws IOException {
        model.enqueue(Answer.of("Hello"));
        String origin = "http://rival.example:3000";
        for (String path : List.of("/threads", "/threads/t", "/chat/stream")) {
            RawHttp.Response preflight = RawHttp.call(server.port(), "OPTIONS", path, Map.of("Origin", origin,
                    "Access-Control-Request-Method", path.equals("/threads/t") ? "DELETE" : "POST",
                    "Access-Control-Request-Headers", "content-type, cache-control"), null);
            assertTrue(preflight.status() < 300, path);
            assertEquals(origin, preflight.headers().get("access-control-allow-origin"));
            assertTrue(preflight.headers().get("access-control-allow-methods").contains("DELETE"));
            String allowed = preflight.headers().get("access-control-allow-headers").toLowerCase();
            assertTrue(allowed.contains("content-type") && allowed.contains("cache-control"), allowed);
        }
        Map<String, String> fromPage = Map.of("Origin", origin, "Content-Type", "application/json");
        RawHttp.Response created = RawHttp.call(server.port(), "POST", "/threads", fromPage, "{}".getBytes());
        assertEquals(201, created.status());
        assertEquals(origin, created.headers().get("access-control-allow-origin"));
        String thread = created.json().get("threadId").stringValue();
        assertEquals(200, RawHttp.call(server.port(), "GET", "/threads", fromPage, null).status());
        assertEquals(404, RawHttp.call(server.port(), "GET", "/threads/unknown", fromPage, null).status());
        try (EventStream stream = EventStream.ask(server.port(), thread, "Hi", "Origin: " + origin)) {
            assertEquals(origin, stream.header("access-control-allow-origin").orElseThrow());
            List<Event> events = stream.rest();
            assertEquals("complete", events.getLast().event());
            assertTrue(stream.raw().contains("event: token\ndata: {\"content\":\"Hello\"}\nid: "));
        }
        assertEquals(200, RawHttp.call(server.port(), "DELETE", "/threads/" + thread, fromPage, null).status());
    }

    private static void check(List<Event> events, Set<String> seen) {
        for (Event event : events) {
            CONTRACT.assertEvent(event.event(), event.json());
            seen.add(event.event());
        }
    }
}
