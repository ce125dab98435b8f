package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.ModelEvent;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelFault.Kind;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees of a server's faults, and what the server sees then. */
class ModelFaultsTest {
    private static final Answer TEN = Answer.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final ModelBed bed = new ModelBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aRefusedConnectionIsUnavailableAfterTwoRetries() {
        bed.fake.close();
        CallRun run = bed.ask();
        assertFault(Kind.UNAVAILABLE, run);
        assertTrue(run.awaitEnd().compareTo(Duration.ofSeconds(3)) < 0);
    }

    @Test
    void anUnknownNameIsUnavailable() {
        var settings = ModelBed.settings(URI.create("http://no-such-host.invalid/v1"), Optional.of("m"));
        try (OpenAiServer server = new OpenAiServer(settings, ModelBed.limits(Duration.ofSeconds(10),
                Duration.ofSeconds(1), Duration.ofSeconds(20)))) {
            CallRun run = CallRun.start(server.chat("m"), ModelBed.question("How?"));
            assertFault(Kind.UNAVAILABLE, run);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsNotTriedAgain(int status) {
        bed.fake.byDefault(Script.status(status));
        assertFault(Kind.UNAUTHORIZED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422, 402, 405})
    void aRejectedRequestIsNotTriedAgain(int status) {
        bed.fake.byDefault(Script.status(status));
        assertFault(Kind.REJECTED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (FakeModel other = FakeModel.start()) {
            bed.fake.byDefault(Script.status(307, Map.of("Location", other.baseUrl() + "/chat/completions")));
            assertFault(Kind.REJECTED, bed.ask());
            assertEquals(0, other.accepted());
        }
    }

    @Test
    void aShortRetryAfterIsWaitedFor() {
        bed.fake.enqueue(Script.status(429, Map.of("Retry-After-Ms", "200")));
        CallRun run = bed.ask();
        assertEquals("Hello there", run.text());
        assertTrue(run.awaitEnd().compareTo(Duration.ofMillis(200)) >= 0, run.awaitEnd().toString());
        assertEquals(2, bed.fake.requests().size());
    }

    @Test
    void aRetryAfterOfSecondsIsWaitedFor() {
        try (ModelBed patient = new ModelBed(ModelBed.limits(Duration.ofSeconds(10), Duration.ofSeconds(1),
                Duration.ofSeconds(20)))) {
            patient.fake.enqueue(Script.status(429, Map.of("Retry-After", "1")));
            CallRun run = patient.ask();
            assertEquals("Hello there", run.text());
            assertTrue(run.awaitEnd().compareTo(Duration.ofSeconds(1)) >= 0, run.awaitEnd().toString());
        }
    }

    @Test
    void aLongRetryAfterIsToldAtOnce() {
        bed.fake.byDefault(Script.status(429, Map.of("Retry-After", "3600")));
        CallRun run = bed.ask();
        ModelFault fault = assertFault(Kind.RATE_LIMITED, run);
        assertEquals(Optional.of(Duration.ofHours(1)), fault.retryAfter());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void aUsedUpQuotaIsNotTriedAgain() {
        bed.fake.byDefault(Script.reply(429, "application/json",
                "{\"error\":{\"message\":\"CANARY-UPSTREAM\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"));
        assertFault(Kind.RATE_LIMITED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void twoServerErrorsAreSurvivedAndThreeAreNot() {
        bed.fake.enqueue(Script.status(500), Script.status(503));
        assertEquals("Hello there", bed.ask().text());
        assertEquals(3, bed.fake.requests().size());
        bed.fake.enqueue(Script.status(500), Script.status(502), Script.status(529));
        assertFault(Kind.UNAVAILABLE, bed.ask());
        assertEquals(6, bed.fake.requests().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REQUEST_READ", "HEADERS_SENT", "MID_ANSWER"})
    void aSilentServerIsStalled(Phase phase) throws Exception {
        if (phase == Phase.ACCEPTED) {
            bed.fake.onAccept(Effect.silence());
        } else {
            bed.fake.enqueue(TEN.withFault(phase, Effect.silence()));
        }
        CallRun run = bed.begin();
        long expected = phase == Phase.MID_ANSWER ? 300 : 500;
        long took = run.awaitEnd().toMillis();
        assertFault(Kind.STALLED, run);
        assertEquals(phase == Phase.MID_ANSWER ? "01234" : "", run.text());
        assertTrue(took >= expected && took < expected * 10, "after " + took + " ms");
        assertAllClosed();
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_READ, Fin", "REQUEST_READ, Rst", "HEADERS_SENT, Fin", "HEADERS_SENT, Rst",
            "HEADERS_SENT, EndBody"})
    void aCloseBeforeTheFirstDeltaIsTriedAgain(Phase phase, String effect) {
        Effect close = close(effect);
        bed.fake.enqueue(TEN.withFault(phase, close), TEN.withFault(phase, close));
        assertEquals("Hello there", bed.ask().text());
        assertEquals(3, bed.fake.requests().size());
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_READ, Fin, UNAVAILABLE", "REQUEST_READ, Rst, UNAVAILABLE", "HEADERS_SENT, Fin, TRUNCATED",
            "HEADERS_SENT, Rst, TRUNCATED", "HEADERS_SENT, EndBody, TRUNCATED"})
    void aCloseBeforeTheFirstDeltaIsTriedAgainTwice(Phase phase, String effect, Kind kind) {
        bed.fake.byDefault(TEN.withFault(phase, close(effect)));
        assertFault(kind, bed.ask());
        assertEquals(3, bed.fake.requests().size());
    }

    @ParameterizedTest
    @CsvSource({"MID_ANSWER, Fin", "MID_ANSWER, Rst", "MID_ANSWER, EndBody", "TEXT_SENT, Fin", "TEXT_SENT, Rst",
            "TEXT_SENT, EndBody"})
    void aCloseWithinTheAnswerIsTruncatedAndNotTriedAgain(Phase phase, String effect) {
        for (Answer.Framing framing : Answer.Framing.values()) {
            bed.fake.enqueue(TEN.withFraming(framing).withFault(phase, close(effect)));
            CallRun run = bed.begin();
            // an unsent end of a body of known length is silence, and a server that ends it so is at fault
            boolean silent = framing != Answer.Framing.CHUNKED && effect.equals("EndBody");
            assertFault(silent ? Kind.STALLED : Kind.TRUNCATED, run);
            assertTrue(run.awaitEnd().compareTo(Duration.ofSeconds(1)) < 0);
        }
        assertEquals(3, bed.fake.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"choices\":[{\n\n", "data: not json\n\n", "data: []\n\n", "data: {} {}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"\\u12\"}}]}\n\n",
            "data: {\"error\":{\"message\":\"CANARY-UPSTREAM\"}}\n\n", "data: {\"error\":\"CANARY-UPSTREAM\"}\n\n"})
    void whatIsNoChunkIsMalformed(String event) throws Exception {
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, Effect.send(event, Effect.silence())));
        CallRun run = bed.ask();
        assertFault(Kind.MALFORMED, run);
        assertEquals("01234", run.text());
        assertAllClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "5\r\nabcdeXX", "-1\r\n", "fffffffffffffffffff\r\n"})
    void whatIsNotChunkedAsItShouldIsMalformed(String bytes) throws Exception {
        bed.fake.enqueue(Script.raw(Effect.silence(), "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n", bytes));
        assertFault(Kind.MALFORMED, bed.ask());
        assertAllClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "text/plain", "text/event-streams", ""})
    void aResponseThatIsNoEventStreamIsMalformed(String contentType) throws Exception {
        bed.fake.enqueue(TEN.withContentType(contentType).withFault(Phase.TEXT_SENT, Effect.silence()));
        assertFault(Kind.MALFORMED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
        assertAllClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 99\r\n\r\n", "HTTP/1.1 200 OK\r\n: x\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n"})
    void aHeadThatIsNotHttpIsMalformed(String head) throws Exception {
        bed.fake.enqueue(Script.raw(Effect.silence(), head));
        assertFault(Kind.MALFORMED, bed.ask());
        assertAllClosed();
    }

    @Test
    void aHeadWithoutEndIsMalformed() throws Exception {
        bed.fake.enqueue(TEN.withFault(Phase.REQUEST_READ, new Effect.Flood("HTTP/1.1 200 OK\r\nX: ".getBytes(), 1 << 20,
                Effect.silence())));
        assertFault(Kind.MALFORMED, bed.ask());
        assertAllClosed();
    }

    @Test
    void interimResponsesArePassedOver() {
        bed.fake.enqueue(Script.raw(Effect.fin(), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\ncontent-type: TEXT/Event-Stream; charset=utf-8\r\n\r\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n"));
        assertEquals("hi", bed.ask().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"rate_limit_exceeded\"}|RATE_LIMITED",
            "{\"message\":\"CANARY-UPSTREAM\",\"code\":\"context_length_exceeded\"}|REJECTED",
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"BadRequestError\",\"code\":400}|REJECTED",
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"invalid_api_key\"}|UNAUTHORIZED",
            "{\"message\":\"CANARY-UPSTREAM\",\"code\":\"401\"}|UNAUTHORIZED",
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"server_error\"}|UNAVAILABLE",
            "{\"message\":\"CANARY-UPSTREAM\",\"code\":503}|UNAVAILABLE"})
    void anErrorInTheStreamKeepsItsMeaning(String error, Kind kind) {
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, Effect.send("data: {\"error\":" + error + "}\n\n")));
        CallRun run = bed.ask();
        assertFault(kind, run);
        assertEquals("01234", run.text());
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, Effect.send("event: error\ndata: " + error + "\n\n")));
        assertFault(kind, bed.ask());
        assertEquals(2, bed.fake.requests().size());
    }

    @Test
    void aServerErrorInTheStreamBeforeTheFirstDeltaIsTriedAgain() {
        bed.fake.enqueue(TEN.withFault(Phase.HEADERS_SENT, Effect.send("data: {\"error\":{\"code\":503}}\n\n")));
        assertEquals("Hello there", bed.ask().text());
    }

    @ParameterizedTest
    @EnumSource
    void aLineOfFiftyMegabytesIsRefusedEarly(Answer.Framing framing) throws Exception {
        Effect flood = new Effect.Flood("data: ".getBytes(), 50L << 20, Effect.silence());
        bed.fake.enqueue(TEN.withFraming(framing == Answer.Framing.LENGTH ? Answer.Framing.CHUNKED : framing)
                .withFault(Phase.MID_ANSWER, flood));
        assertFault(Kind.MALFORMED, bed.ask());
        assertAllClosed();
    }

    @Test
    void aDeltaOfTenMegabytesIsRefused() throws Exception {
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, new Effect.Flood(
                "data: {\"choices\":[{\"delta\":{\"content\":\"".getBytes(), 10L << 20, Effect.send("\"}}]}\n\n"))));
        assertFault(Kind.MALFORMED, bed.ask());
        assertAllClosed();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_READ", "HEADERS_SENT", "MID_ANSWER"})
    void bytesAreNoChunksAndDoNotStopTheClock(Phase phase) throws Exception {
        byte[] drip = phase == Phase.REQUEST_READ ? "HTTP/1.1 200 OK\r\nX: ".getBytes() : ": a comment\n".getBytes();
        bed.fake.enqueue(TEN.withFault(phase, new Effect.Drip(drip, Duration.ofMillis(15))));
        CallRun run = bed.begin();
        long took = run.awaitEnd().toMillis();
        assertFault(Kind.STALLED, run);
        assertTrue(took < 5000, "after " + took + " ms");
        assertAllClosed();
    }

    @Test
    void chunksForEverEndAtTheDeadlineOfTheWholeAnswer() throws Exception {
        try (ModelBed brief = new ModelBed(ModelBed.limits(Duration.ofMillis(500), Duration.ofMillis(300),
                Duration.ofMillis(700)))) {
            byte[] chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n".getBytes();
            brief.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, new Effect.Drip(chunk, Duration.ofNanos(100_000))));
            CallRun run = brief.begin();
            long took = run.awaitEnd().toMillis();
            assertFault(Kind.DEADLINE, run);
            assertTrue(took >= 700 && took < 7000, "after " + took + " ms");
        }
    }

    @Test
    void reasoningStartsTheClockAgain() {
        byte[] chunk = ("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"" + "x".repeat(10) + "\"}}]}\n\n").getBytes();
        bed.fake.enqueue(TEN.withFault(Phase.HEADERS_SENT, new Effect.Drip(chunk, Duration.ofMillis(1))));
        try (ModelBed patient = new ModelBed(bed.fake, ModelBed.limits(Duration.ofMillis(500), Duration.ofMillis(300),
                Duration.ofMillis(1500)))) {
            assertFault(Kind.DEADLINE, patient.ask());
        }
    }

    @Test
    void timeSpentWritingToTheClientDoesNotCount() {
        bed.fake.enqueue(TEN.withDelay(Duration.ofMillis(100)));
        CallRun run = CallRun.start(bed.client, ModelBed.question("How?"), () -> {
            long until = System.nanoTime() + Duration.ofMillis(400).toNanos();
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        });
        assertEquals("0123456789", run.text());
        assertInstanceOf(ModelEvent.Finished.class, run.finished());
    }

    @ParameterizedTest
    @CsvSource({"FINISH_SENT, Silence", "FINISH_SENT, Fin", "FINISH_SENT, Rst", "FINISH_SENT, EndBody", "DONE_SENT, Silence",
            "DONE_SENT, Fin", "DONE_SENT, Rst"})
    void whatComesAfterTheFinishReasonDoesNotMatter(Phase phase, String effect) throws Exception {
        bed.fake.enqueue(TEN.withFault(phase, close(effect)));
        CallRun run = bed.begin();
        assertEquals("0123456789", run.text());
        assertEquals(Optional.of(10L), run.finished().usage().map(usage -> usage.completionTokens()));
        if (!effect.equals("EndBody")) {
            assertAllClosed();
        }
    }

    @Test
    void doneEndsTheAnswerAtOnceThoughTheConnectionStaysOpen() {
        try (ModelBed slow = new ModelBed(ModelBed.limits(Duration.ofSeconds(30), Duration.ofSeconds(30),
                Duration.ofSeconds(60)))) {
            slow.fake.enqueue(TEN.withFault(Phase.DONE_SENT, Effect.silence()));
            assertTrue(slow.ask().awaitEnd().compareTo(Duration.ofSeconds(5)) < 0);
        }
    }

    private static Effect close(String name) {
        return switch (name) {
            case "Fin" -> Effect.fin();
            case "Rst" -> Effect.rst();
            case "EndBody" -> Effect.endBody();
            case "Silence" -> Effect.silence();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Also that neither the key nor anything that the server said is told. */
    private static ModelFault assertFault(Kind kind, CallRun run) {
        ModelFault fault = run.fault();
        assertEquals(kind, fault.kind(), fault.message());
        assertFalse(fault.toString().contains("CANARY"), fault.toString());
        return fault;
    }

    private void assertAllClosed() throws Exception {
        for (var connection : List.copyOf(bed.fake.openConnections())) {
            connection.closed().get(5, TimeUnit.SECONDS);
        }
    }
}
