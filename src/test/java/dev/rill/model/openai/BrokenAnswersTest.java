package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelFault.Kind;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that stops, ends early or is none; what the caller sees, and that the connection is closed. */
class BrokenAnswersTest {
    private static final Answer TEN = Answer.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final ModelBed bed = new ModelBed(ModelBed.PATIENT);

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REQUEST_READ", "HEADERS_SENT", "MID_ANSWER"})
    void aSilentServerIsStalled(Phase phase) throws Exception {
        try (ModelBed brief = new ModelBed()) {
            if (phase == Phase.ACCEPTED) {
                brief.fake.onAccept(Effect.silence());
            } else {
                brief.fake.enqueue(TEN.withFault(phase, Effect.silence()));
            }
            CallRun run = brief.begin();
            Duration expected = phase == Phase.MID_ANSWER ? ModelBed.LIMITS.gap() : ModelBed.LIMITS.firstToken();
            ModelBed.assertFault(Kind.STALLED, run);
            assertEquals(phase == Phase.MID_ANSWER ? "01234" : "", run.text());
            assertTrue(run.awaitEnd().compareTo(expected) >= 0, "after " + run.awaitEnd());
            brief.assertAllClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"MID_ANSWER, Fin", "MID_ANSWER, Rst", "MID_ANSWER, EndBody", "TEXT_SENT, Fin", "TEXT_SENT, Rst",
            "TEXT_SENT, EndBody"})
    void aCloseWithinTheAnswerIsTruncatedAndNotTriedAgain(Phase phase, String effect) {
        for (Answer.Framing framing : Answer.Framing.values()) {
            // an unsent end of a body of known length is silence, and a server that ends it so is at fault
            boolean silent = framing != Answer.Framing.CHUNKED && effect.equals("EndBody");
            try (ModelBed one = new ModelBed(silent ? ModelBed.LIMITS : ModelBed.PATIENT)) {
                one.fake.enqueue(TEN.withFraming(framing).withFault(phase, ModelBed.effect(effect)));
                ModelBed.assertFault(silent ? Kind.STALLED : Kind.TRUNCATED, one.begin());
                assertEquals(1, one.fake.requests().size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"choices\":[{\n\n", "data: not json\n\n", "data: [1]\n\n", "data: {} {}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"\\u12\"}}]}\n\n",
            "data: {\"error\":{\"message\":\"CANARY-UPSTREAM\"}}\n\n", "data: {\"error\":\"CANARY-UPSTREAM\"}\n\n"})
    void whatIsNoChunkIsMalformed(String event) throws Exception {
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, Effect.send(event, Effect.silence())));
        CallRun run = bed.ask();
        ModelBed.assertFault(Kind.MALFORMED, run);
        assertEquals("01234", run.text());
        bed.assertAllClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "5\r\nabcdeXX", "-1\r\n", "fffffffffffffffffff\r\n"})
    void whatIsNotChunkedAsItShouldIsMalformed(String bytes) throws Exception {
        bed.fake.enqueue(Script.raw(Effect.silence(), "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n", bytes));
        ModelBed.assertFault(Kind.MALFORMED, bed.ask());
        bed.assertAllClosed();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"rate_limit_exceeded\"}|RATE_LIMITED",
            "{\"message\":\"CANARY-UPSTREAM\",\"code\":\"context_length_exceeded\"}|TOO_LONG",
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"BadRequestError\",\"code\":400}|REJECTED",
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"invalid_api_key\"}|UNAUTHORIZED",
            "{\"message\":\"CANARY-UPSTREAM\",\"code\":\"401\"}|UNAUTHORIZED",
            "{\"message\":\"CANARY-UPSTREAM\",\"type\":\"server_error\"}|UNAVAILABLE",
            "{\"message\":\"CANARY-UPSTREAM\",\"code\":503}|UNAVAILABLE"})
    void anErrorInTheStreamKeepsItsMeaning(String error, Kind kind) {
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, Effect.send("data: {\"error\":" + error + "}\n\n")));
        CallRun run = bed.ask();
        ModelBed.assertFault(kind, run);
        assertEquals("01234", run.text());
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, Effect.send("event: error\ndata: " + error + "\n\n")));
        ModelBed.assertFault(kind, bed.ask());
        assertEquals(2, bed.fake.requests().size());
    }

    @ParameterizedTest
    @EnumSource
    void aLineOfFiftyMegabytesIsRefusedEarly(Answer.Framing framing) throws Exception {
        Effect flood = new Effect.Flood("data: ".getBytes(), 50L << 20, Effect.silence());
        bed.fake.enqueue(TEN.withFraming(framing == Answer.Framing.LENGTH ? Answer.Framing.CHUNKED : framing)
                .withFault(Phase.MID_ANSWER, flood));
        ModelBed.assertFault(Kind.MALFORMED, bed.ask());
        bed.assertAllClosed();
    }

    @Test
    void aDeltaOfTenMegabytesIsRefused() throws Exception {
        bed.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, new Effect.Flood(
                "data: {\"choices\":[{\"delta\":{\"content\":\"".getBytes(), 10L << 20, Effect.send("\"}}]}\n\n"))));
        ModelBed.assertFault(Kind.MALFORMED, bed.ask());
        bed.assertAllClosed();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_READ", "HEADERS_SENT", "MID_ANSWER"})
    void bytesAreNoChunksAndDoNotStopTheClock(Phase phase) throws Exception {
        byte[] drip = phase == Phase.REQUEST_READ ? "HTTP/1.1 200 OK\r\nX: ".getBytes() : ": a comment\n".getBytes();
        try (ModelBed brief = new ModelBed()) {
            brief.fake.enqueue(TEN.withFault(phase, new Effect.Drip(drip, Duration.ofMillis(15))));
            ModelBed.assertFault(Kind.STALLED, brief.begin());
            brief.assertAllClosed();
        }
    }

    @Test
    void chunksForEverEndAtTheDeadlineOfTheWholeAnswer() throws Exception {
        try (ModelBed brief = new ModelBed(ModelBed.limits(Guard.TIME, Guard.TIME, Duration.ofSeconds(3)))) {
            byte[] chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n".getBytes();
            brief.fake.enqueue(TEN.withFault(Phase.MID_ANSWER, new Effect.Drip(chunk, Duration.ofNanos(100_000))));
            CallRun run = brief.begin();
            ModelBed.assertFault(Kind.DEADLINE, run);
            assertTrue(run.awaitEnd().compareTo(Duration.ofSeconds(3)) >= 0, "after " + run.awaitEnd());
        }
    }

    @Test
    void reasoningStartsTheClockAgain() {
        byte[] chunk = ("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"" + "x".repeat(10) + "\"}}]}\n\n")
                .getBytes();
        bed.fake.enqueue(TEN.withFault(Phase.HEADERS_SENT, new Effect.Drip(chunk, Duration.ofMillis(1))));
        try (ModelBed patient = new ModelBed(bed.fake, ModelBed.limits(Duration.ofSeconds(2), Duration.ofSeconds(2),
                Duration.ofSeconds(6)))) {
            ModelBed.assertFault(Kind.DEADLINE, patient.ask());
        }
    }

    @Test
    void timeSpentWritingToTheClientDoesNotCount() {
        Duration gap = Duration.ofSeconds(2);
        try (ModelBed brief = new ModelBed(ModelBed.limits(Guard.TIME, gap, Guard.TIME))) {
            brief.fake.enqueue(Answer.of("0", "1", "2"));
            CallRun run = CallRun.start(brief.client, ModelBed.question("How?"), () -> {
                long until = System.nanoTime() + gap.multipliedBy(3).dividedBy(2).toNanos();
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            });
            assertEquals("012", run.text());
            assertInstanceOf(ModelEvent.Finished.class, run.finished());
        }
    }

    @ParameterizedTest
    @CsvSource({"FINISH_SENT, Silence", "FINISH_SENT, Fin", "FINISH_SENT, Rst", "FINISH_SENT, EndBody",
            "DONE_SENT, Silence", "DONE_SENT, Fin", "DONE_SENT, Rst"})
    void whatComesAfterTheFinishReasonDoesNotMatter(Phase phase, String effect) throws Exception {
        try (ModelBed one = new ModelBed()) {
            one.fake.enqueue(TEN.withFault(phase, ModelBed.effect(effect)));
            CallRun run = one.begin();
            assertEquals("0123456789", run.text());
            assertEquals(Optional.of(10L), run.finished().usage().map(usage -> usage.completionTokens()));
            if (!effect.equals("EndBody")) {
                one.assertAllClosed();
            }
        }
    }

    @Test
    void doneEndsTheAnswerAtOnceThoughTheConnectionStaysOpen() {
        bed.fake.enqueue(TEN.withFault(Phase.DONE_SENT, Effect.silence()));
        assertEquals("0123456789", bed.ask().text()); // no deadline would end it before the guard does
    }
}
