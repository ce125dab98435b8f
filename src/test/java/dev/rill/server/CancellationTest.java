package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Leaving and stopping, in each phase of an answer. */
class CancellationTest {
    private static final String[] WORDS = {"one ", "two ", "three ", "four "};

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    /** Where the model stands when the client leaves: silent from there on. */
    enum Moment {
        BEFORE_HEADERS(Phase.REQUEST_READ, ""), BEFORE_FIRST_TOKEN(Phase.HEADERS_SENT, ""),
        MID_ANSWER(Phase.MID_ANSWER, "one two "), BEFORE_THE_END(Phase.TEXT_SENT, "one two three four ");

        private final Phase phase;
        private final String text;

        Moment(Phase phase, String text) {
            this.phase = phase;
            this.text = text;
        }

        Script silentFromHere() {
            return Answer.of(WORDS).withFault(phase, Effect.silence());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatClosesStopsTheModelAndThePartialAnswerStays(Moment moment) throws Exception {
        model.enqueue(moment.silentFromHere());
        try (EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
            FakeConnection upstream = silent(stream, moment);
            stream.close();
            assertClosed(upstream);
        }
        assertStored(moment.text);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatResetsStopsTheModelAndThePartialAnswerStays(Moment moment) throws Exception {
        model.enqueue(moment.silentFromHere());
        EventStream stream = EventStream.ask(server.port(), "t", "Count");
        FakeConnection upstream = silent(stream, moment);
        stream.reset();
        assertClosed(upstream);
        assertStored(moment.text);
    }

    @ParameterizedTest
    @EnumSource
    void aStopEndsTheStreamWithCancelledAndStopsTheModel(Moment moment) throws Exception {
        model.enqueue(moment.silentFromHere());
        try (EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
            String messageId = stream.next("start").json().get("messageId").stringValue();
            FakeConnection upstream = silent(stream, moment);
            RawHttp.Response stopped = RawHttp.call(server.port(), "DELETE", "/chat/stream/" + messageId);
            assertEquals(202, stopped.status());
            assertClosed(upstream);
            EventStream.Event end = stream.rest().getLast();
            assertEquals("cancelled", end.event());
            assertEquals("stopped", end.json().get("reason").stringValue());
            assertEquals(200, RawHttp.call(server.port(), "DELETE", "/chat/stream/" + messageId).status(),
                    "stopping again changes nothing");
        }
        assertStored(moment.text);
    }

    @Test
    void whoWaitsForTheWholeOfAStoppedAnswerIsToldThatItWasStopped() throws Exception {
        model.enqueue(Answer.of("a", "b").withFaultAfter(1, Effect.silence()));
        try (RawHttp client = new RawHttp(server.port())) {
            client.send("POST", "/chat", Map.of("Content-Type", "application/json"),
                    "{\"threadId\":\"t\",\"message\":\"Count\"}".getBytes(StandardCharsets.UTF_8));
            Polling.until(() -> active().path(0).path("tokenCount").intValue(0) == 1);
            String messageId = active().get(0).get("messageId").stringValue();
            assertEquals(202, RawHttp.call(server.port(), "DELETE", "/chat/stream/" + messageId).status());
            RawHttp.Response stopped = client.receive();
            assertEquals(410, stopped.status());
            new OpenApiContract().assertResponse("POST", "/chat", stopped);
        }
    }

    private JsonNode active() {
        try {
            return RawHttp.call(server.port(), "GET", "/streams").json().get("active");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStopOfAnUnknownStreamIsNotFound() throws IOException {
        assertEquals(404, RawHttp.call(server.port(), "DELETE", "/chat/stream/nope").status());
    }

    @Test
    void aClientOfChatThatLeavesStopsTheModel() throws Exception {
        model.enqueue(Moment.MID_ANSWER.silentFromHere());
        try (RawHttp client = new RawHttp(server.port())) {
            client.send("POST", "/chat", Map.of("Content-Type", "application/json"),
                    "{\"threadId\":\"t\",\"message\":\"Hi\"}".getBytes());
            FakeConnection upstream = upstream();
            Polling.until(() -> metric("totalStreamsStarted") == 1);
            client.close();
            assertClosed(upstream);
        }
        Polling.until(() -> metric("cancelledStreams") == 1);
    }

    @Test
    void deletingAThreadStopsItsAnswer() throws Exception {
        model.enqueue(Moment.MID_ANSWER.silentFromHere());
        try (EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
            silent(stream, Moment.MID_ANSWER);
            assertEquals(200, RawHttp.call(server.port(), "DELETE", "/threads/t").status());
            assertEquals("cancelled", stream.rest().getLast().event());
        }
        assertEquals(404, RawHttp.call(server.port(), "GET", "/threads/t").status());
    }

    @Test
    void aThousandClientsThatLeaveLeaveNothingBehind() throws Exception {
        model.withoutRecording().byDefault(Moment.MID_ANSWER.silentFromHere());
        leave(50);
        int threads = Thread.activeCount();
        leave(1_000);
        Polling.until(() -> metric("cancelledStreams") == 1_050);
        assertEquals(0, metric("activeConnections"));
        Polling.until(() -> model.openConnections().isEmpty());
        assertTrue(Thread.activeCount() <= threads + 2, "platform threads");
        assertEquals(1, metric("cancellationRate"));
    }

    private void leave(int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            EventStream stream = EventStream.ask(server.port(), "t" + i % 100 + "-" + i, "Count");
            stream.next("token");
            if (i % 2 == 0) {
                stream.reset();
            } else {
                stream.close();
            }
        }
    }

    /** Waits until everything that the model sent has come, and it is silent. */
    private FakeConnection silent(EventStream stream, Moment moment) throws Exception {
        long tokens = moment.text.chars().filter(c -> c == ' ').count();
        for (int i = 0; i < tokens; i++) {
            stream.next("token");
        }
        return upstream();
    }

    private FakeConnection upstream() throws Exception {
        return model.takeRequest().connection();
    }

    /** The model is silent: but for the client's leaving a deadline would end the call, which is stored as an error. */
    private static void assertClosed(FakeConnection upstream) throws Exception {
        upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    private void assertStored(String text) throws Exception {
        Polling.until(() -> metric("cancelledStreams") == 1);
        JsonNode answer = RawHttp.call(server.port(), "GET", "/threads/t").json().get("messages").get(1);
        assertEquals(List.of("cancelled", text), List.of(answer.get("status").stringValue(),
                answer.get("content").stringValue()));
        assertEquals(0, metric("activeConnections"));
    }

    private double metric(String name) {
        try {
            return RawHttp.call(server.port(), "GET", "/streams").json().get("metrics").get(name).doubleValue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
