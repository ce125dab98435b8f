package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.ModelFault;
import dev.rill.model.ModelFault.Kind;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import dev.rill.model.transport.SocketHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that cannot be reached, or refuses; what is tried again, and what the caller sees. */
class RefusalsTest {
    private static final Answer TEN = Answer.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final ModelBed bed = new ModelBed(ModelBed.PATIENT);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aRefusedConnectionIsUnavailableAfterTwoRetries() {
        bed.fake.close();
        CallRun run = bed.ask();
        ModelBed.assertFault(Kind.UNAVAILABLE, run);
    }

    @Test
    void anUnknownNameIsUnavailable() {
        var settings = ModelBed.settings(URI.create("http://no-such-host.invalid/v1"), Optional.of("m"));
        try (OpenAiServer server = new OpenAiServer(settings, ModelBed.limits(Duration.ofSeconds(10),
                Duration.ofSeconds(1), Duration.ofSeconds(20)),
                new SocketHttpClient(settings.baseUrl().orElseThrow(), Optional.empty()))) {
            CallRun run = CallRun.start(server.chat("m"), ModelBed.question("How?"));
            ModelBed.assertFault(Kind.UNAVAILABLE, run);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsNotTriedAgain(int status) {
        bed.fake.byDefault(Script.status(status));
        ModelBed.assertFault(Kind.UNAUTHORIZED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @ParameterizedTest
    @CsvSource({"400, REJECTED", "404, REJECTED", "413, TOO_LONG", "422, REJECTED", "402, REJECTED", "405, REJECTED"})
    void aRejectedRequestIsNotTriedAgain(int status, Kind kind) {
        bed.fake.byDefault(Script.status(status));
        ModelBed.assertFault(kind, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":\"content_filter\",\"message\":\"CANARY\"}",
            "{\"message\":\"The response was filtered due to the prompt triggering CANARY's content management "
                    + "policy\"}",
            "{\"code\":\"content_policy_violation\"}",
                    "{\"message\":\"Your request was rejected by our safety system\"}"})
    void aContentFilterIsTold(String error) {
        bed.fake.enqueue(Script.reply(400, "application/json", "{\"error\":" + error + "}"));
        ModelBed.assertFault(Kind.FILTERED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (FakeModel other = FakeModel.start()) {
            bed.fake.byDefault(Script.status(307, Map.of("Location", other.baseUrl() + "/chat/completions")));
            ModelBed.assertFault(Kind.REJECTED, bed.ask());
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
        try (ModelBed patient = new ModelBed(ModelBed.PATIENT)) {
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
        ModelFault fault = ModelBed.assertFault(Kind.RATE_LIMITED, run);
        assertEquals(Optional.of(Duration.ofHours(1)), fault.retryAfter());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void aUsedUpQuotaIsNotTriedAgain() {
        bed.fake.byDefault(Script.reply(429, "application/json",
                "{\"error\":{\"message\":\"CANARY-UPSTREAM\",\"type\":\"insufficient_"
                + "quota\",\"code\":\"insufficient_quota\"}}"));
        ModelBed.assertFault(Kind.RATE_LIMITED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void twoServerErrorsAreSurvivedAndThreeAreNot() {
        bed.fake.enqueue(Script.status(500), Script.status(503));
        assertEquals("Hello there", bed.ask().text());
        assertEquals(3, bed.fake.requests().size());
        bed.fake.enqueue(Script.status(500), Script.status(502), Script.status(529));
        ModelBed.assertFault(Kind.UNAVAILABLE, bed.ask());
        assertEquals(6, bed.fake.requests().size());
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_READ, Fin", "REQUEST_READ, Rst", "HEADERS_SENT, Fin", "HEADERS_SENT, Rst",
            "HEADERS_SENT, EndBody"})
    void aCloseBeforeTheFirstDeltaIsTriedAgain(Phase phase, String effect) {
        Effect close = ModelBed.effect(effect);
        bed.fake.enqueue(TEN.withFault(phase, close), TEN.withFault(phase, close));
        assertEquals("Hello there", bed.ask().text());
        assertEquals(3, bed.fake.requests().size());
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_READ, Fin, UNAVAILABLE", "REQUEST_READ, Rst, UNAVAILABLE", "HEADERS_SENT, Fin, TRUNCATED",
            "HEADERS_SENT, Rst, TRUNCATED", "HEADERS_SENT, EndBody, TRUNCATED"})
    void aCloseBeforeTheFirstDeltaIsTriedAgainTwice(Phase phase, String effect, Kind kind) {
        bed.fake.byDefault(TEN.withFault(phase, ModelBed.effect(effect)));
        ModelBed.assertFault(kind, bed.ask());
        assertEquals(3, bed.fake.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "text/plain", "text/event-streams", ""})
    void aResponseThatIsNoEventStreamIsMalformed(String contentType) throws Exception {
        bed.fake.enqueue(TEN.withContentType(contentType).withFault(Phase.TEXT_SENT, Effect.silence()));
        ModelBed.assertFault(Kind.MALFORMED, bed.ask());
        assertEquals(1, bed.fake.requests().size());
        bed.assertAllClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 99\r\n\r\n",
            "HTTP/1.1 200 OK\r\n: x\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n"})
    void aHeadThatIsNotHttpIsMalformed(String head) throws Exception {
        bed.fake.enqueue(Script.raw(Effect.silence(), head));
        ModelBed.assertFault(Kind.MALFORMED, bed.ask());
        bed.assertAllClosed();
    }

    @Test
    void aHeadWithoutEndIsMalformed() throws Exception {
        bed.fake.enqueue(TEN.withFault(Phase.REQUEST_READ,
                new Effect.Flood("HTTP/1.1 200 OK\r\nX: ".getBytes(), 1 << 20,
                Effect.silence())));
        ModelBed.assertFault(Kind.MALFORMED, bed.ask());
        bed.assertAllClosed();
    }

    @Test
    void interimResponsesArePassedOver() {
        bed.fake.enqueue(Script.raw(Effect.fin(),
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\ncontent-type: TEXT/Event-Stream; charset=utf-8\r\n\r\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n"));
        assertEquals("hi", bed.ask().text());
    }

    @Test
    void aServerErrorInTheStreamBeforeTheFirstDeltaIsTriedAgain() {
        bed.fake.enqueue(TEN.withFault(Phase.HEADERS_SENT, Effect.send("data: {\"error\":{\"code\":503}}\n\n")));
        assertEquals("Hello there", bed.ask().text());
    }
}
