package dev.rill.faults.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.FaultTable;
import dev.rill.faults.Figures;
import dev.rill.faults.LogCapture;
import dev.rill.faults.SeenAnswer;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees when the model server fails. */
@FaultTable("Case by case: what a user sees when the model server fails")
public class ModelServerFaultsTest {
    private static final Answer FOUR = Answer.of("one ", "two ", "three ", "four ");
    private static final Answer SEARCH = Answer.toolCall("search_documents", "{\"query\":\"answers\"}");

    @Nested
    @DisplayName("It refuses the connection, or its name has no address")
    class Unreachable extends UnreachableModelRow {
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    @DisplayName("It does not accept the key (401, 403)")
    void refusesTheKey(int status, Figures figures) throws Exception {
        try (LogCapture log = new LogCapture(); FaultBed bed = FaultBed.with()) {
            SeenAnswer seen = bed.answer("t", Script.status(status)).assertError("MODEL_UNAUTHORIZED", false);
            assertEquals(1, bed.model.requests().size(), "not tried again");
            assertEquals("Bearer CANARY-KEY", bed.model.takeRequest().header("authorization").orElseThrow());
            assertEquals(0, log.count("CANARY"));
            assertFalse(bed.call("GET", "/metrics").text().contains("CANARY"));
            figures.took(status + ": told after", seen.took());
        }
    }

    @Nested
    @DisplayName("It has too many requests and says when to come again (429)")
    class Busy extends BusyModelRow {
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "503, 529"})
    @DisplayName("It answers with a fault of its own (500 and above)")
    void faultsOfItsOwn(int first, int second, Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            bed.model.enqueue(Script.status(first), Script.status(second), FOUR);
            SeenAnswer helped = bed.answer("t").assertComplete(FOUR.text());
            assertEquals(3, bed.model.requests().size());
            figures.took("answered by the third call after", helped.took());

            bed.model.enqueue(Script.status(first), Script.status(second), Script.status(first));
            SeenAnswer lost = bed.answer("t").assertError("MODEL_UNAVAILABLE", true);
            assertEquals(6, bed.model.requests().size());
            figures.took("given up after", lost.took());

            bed.answer("t", FOUR.withFault(Phase.MID_ANSWER,
                    Effect.send("data: {\"error\":{\"message\":\"CANARY-UPSTREAM\",\"code\":" + first + "}}\n\n")))
                    .assertError("MODEL_UNAVAILABLE", true);
            assertEquals(7, bed.model.requests().size(), "not tried again after the first word");
            bed.assertStored("error", "one two ", "t");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REQUEST_READ", "HEADERS_SENT"})
    @DisplayName("It accepts the connection and says nothing, or sends no word after its headers")
    void saysNothing(Phase phase, Figures figures) throws Exception {
        Duration deadline = Duration.ofSeconds(1);
        try (FaultBed bed = FaultBed.with("RILL_MODEL_FIRST_TOKEN_TIMEOUT", deadline.toString(),
                "RILL_KEEP_ALIVE", "PT0.1S")) {
            if (phase == Phase.ACCEPTED) {
                bed.model.onAccept(Effect.silence());
            }
            SeenAnswer seen = bed.answer("t", FOUR.withFault(phase, Effect.silence()))
                    .assertError("MODEL_STALLED", true);
            assertTrue(seen.comments() > 0, seen.raw());
            assertNotBefore(deadline, seen.took());
            bed.assertUpstreamClosed();
            bed.assertStored("error", "", "t");
            figures.took("deadline 1 s, " + phase + ":", seen.took());
            figures.figure("keep-alives every 100 ms:", Long.toString(seen.comments()));
        }
    }

    @Test
    @DisplayName("It falls silent in the middle of an answer")
    void fallsSilent(Figures figures) throws Exception {
        Duration deadline = Duration.ofSeconds(1);
        try (FaultBed bed = FaultBed.with("RILL_MODEL_GAP_TIMEOUT", deadline.toString())) {
            SeenAnswer seen = bed.answer("t", FOUR.withFault(Phase.MID_ANSWER, Effect.silence()))
                    .assertError("MODEL_STALLED", true);
            assertNotBefore(deadline, seen.took());
            assertEquals("one two ", seen.text());
            bed.assertUpstreamClosed();
            bed.assertStored("error", "one two ", "t");
            bed.assertNothingLeft("t");
            figures.took("deadline 1 s: after the last word", seen.last());
        }
    }

    @ParameterizedTest
    @CsvSource({"Fin, CHUNKED", "Fin, LENGTH", "Fin, UNTIL_CLOSE", "Rst, CHUNKED", "Rst, LENGTH", "Rst, UNTIL_CLOSE",
        "EndBody, CHUNKED"})
    @DisplayName("It closes the connection in the middle of an answer")
    void closesInTheMiddle(String how, Answer.Framing framing, Figures figures) throws Exception {
        Effect effect = switch (how) {
            case "Fin" -> Effect.fin();
            case "Rst" -> Effect.rst();
            default -> Effect.endBody();
        };
        try (FaultBed bed = FaultBed.with()) {
            SeenAnswer seen = bed.answer("t", FOUR.withFraming(framing).withFault(Phase.MID_ANSWER, effect))
                    .assertError("MODEL_TRUNCATED", true);
            assertTrue(seen.took().toSeconds() < 10, seen.took().toString());
            assertEquals(1, bed.model.requests().size(), "not tried again");
            bed.assertStored("error", "one two ", "t");
            bed.assertNothingLeft("t");
            figures.took(how + " " + framing + ": the whole stream", seen.took());
        }
    }

    @Nested
    @DisplayName("It sends something that is no answer, or an error in the middle of one")
    class Malformed extends MalformedAnswerRow {
    }

    @Nested
    @DisplayName("It sends a line or a piece of an answer of many megabytes")
    class Flood extends FloodingModelRow {
    }

    @Nested
    @DisplayName("It sends a byte, or a word, every few seconds for ever")
    class Drip extends DrippingModelRow {
    }

    @ParameterizedTest
    @CsvSource({"FINISH_SENT, Silence", "FINISH_SENT, Fin", "FINISH_SENT, EndBody", "DONE_SENT, Silence"})
    @DisplayName("It does not say that its answer is done, or keeps the connection open when it is")
    void endsUnusually(Phase phase, String how, Figures figures) throws Exception {
        Effect effect = switch (how) {
            case "Silence" -> Effect.silence();
            case "Fin" -> Effect.fin();
            default -> Effect.endBody();
        };
        try (FaultBed bed = FaultBed.with()) {
            SeenAnswer seen = bed.answer("t", FOUR.withFault(phase, effect)).assertComplete(FOUR.text());
            assertTrue(seen.took().toSeconds() < 20, seen.took().toString());
            if (!how.equals("EndBody")) {
                bed.assertUpstreamClosed();
            }
            bed.assertStored("complete", FOUR.text(), "t");
            figures.took(phase + " then " + how + ": complete after", seen.took());
        }
    }

    @Nested
    @DisplayName("It writes its events in any way that the standard allows, split anywhere")
    class Syntax extends EventSyntaxRow {
    }

    @Test
    @DisplayName("It redirects to another address")
    void redirects(Figures figures) throws Exception {
        try (FakeModel other = FakeModel.start(); FaultBed bed = FaultBed.with()) {
            SeenAnswer seen = bed.answer("t", Script.status(307,
                    Map.of("Location", other.baseUrl() + "/chat/completions"))).assertError("MODEL_REJECTED", false);
            assertEquals(0, other.accepted(), "not followed");
            figures.took("told after", seen.took());
        }
    }

    @Test
    @DisplayName("It wants the tool beside its calls, or does not take what came of a search")
    void refusesTheCallAfterASearch() throws Exception {
        Script refusal = Script.reply(400, "application/json", "{\"error\":{\"message\":\"CANARY\"}}");
        try (FaultBed bed = FaultBed.with()) {
            bed.model.byDefault(request -> !request.hasToolResult() ? SEARCH : request.offersTools() ? FOUR : refusal);
            bed.answer("t").assertComplete(FOUR.text());
            bed.model.byDefault(request -> request.hasToolResult() ? refusal : request.offersTools() ? SEARCH : FOUR);
            bed.answer("t2").assertComplete(FOUR.text());
            assertEquals(5, bed.model.requests().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"length, length, MODEL_TRUNCATED, true", "content_filter, content_filter, MODEL_REJECTED, false",
        "refusal, refusal, MODEL_REJECTED, false", "overheated, overheated, MODEL_MALFORMED, true"})
    @DisplayName("It cuts an answer off or holds it back, and says why")
    void saysWhyItStopped(String reason, String told, String code, boolean retryable) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            SeenAnswer seen = bed.answer("t", FOUR.withFinishReason(reason)).assertComplete(FOUR.text());
            assertEquals(told, seen.end().json().get("finishReason").stringValue());
            bed.answer("t2", Answer.of().withFinishReason(reason)).assertError(code, retryable);
            assertEquals(2, bed.model.requests().size(), "nothing is asked in vain");
        }
    }

    @Test
    @DisplayName("It calls the tool for ever, writes its calls as text, or thinks aloud")
    void doesNotComeToTheAnswer() throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            bed.model.byDefault(SEARCH);
            bed.answer("t").assertError("MODEL_MALFORMED", true);
            assertEquals(5 + 2, bed.model.requests().size());
            bed.model.enqueue(Answer.words("<think> CANARY </think> <tool_call> {\"name\": \"search_documents\","
                    + " \"arguments\": {\"query\": \"answers\"}} </tool_call>"));
            SeenAnswer seen = bed.answer("t2", FOUR).assertComplete(FOUR.text());
            assertTrue(seen.end().json().get("sources").isArray());
            bed.assertStored("complete", FOUR.text(), "t2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"CANARY\"}}]}",
        "{\"choices\":[{\"index\":0,\"delta\":{},\"message\":{\"content\":\"one two three four\"}}]}"})
    @DisplayName("It sends signs of life that are no chunks, or more than was asked for")
    void sendsMore(String data) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            List<Delta> deltas = new ArrayList<>(FOUR.deltas());
            deltas.add(2, new Delta.Data(data));
            bed.answer("t", Answer.ofDeltas(deltas)).assertComplete(FOUR.text());
        }
    }

    /** Not before a deadline, and not long after it. */
    /** How much later is a figure and no assertion. */
    static void assertNotBefore(Duration deadline, Duration took) {
        assertTrue(took.compareTo(deadline) >= 0, took.toString());
    }
}
