package dev.rill.faults.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.faults.FaultBed;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood, or is an error in the middle of an answer; nothing that the model server said is told. */
abstract class MalformedAnswerRow {
    private static final Answer FOUR = Answer.of("one ", "two ", "three ", "four ");

    private final FaultBed bed = FaultBed.with();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[{", "CANARY no JSON", "[1]", "<html>CANARY</html>", "{} {}"})
    void malformedJson(String data) throws Exception {
        assertMidAnswer("MODEL_MALFORMED", true, "data: " + data + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "text/plain", ""})
    void anotherContentType(String contentType) throws Exception {
        bed.answer("t", FOUR.withContentType(contentType).withFault(Phase.TEXT_SENT, Effect.silence()))
                .assertError("MODEL_MALFORMED", true);
        assertEquals(1, bed.model.requests().size());
        bed.assertUpstreamClosed();
    }

    @ParameterizedTest
    @CsvSource({"text/html, <html>CANARY log in</html>", "application/json, '{\"message\":\"CANARY\"}'",
        "text/event-stream, <html>CANARY log in</html>"})
    void aPageInsteadOfAnAnswer(String contentType, String body) throws Exception {
        String code = contentType.equals("text/event-stream") ? "MODEL_TRUNCATED" : "MODEL_MALFORMED";
        bed.model.byDefault(Script.reply(200, contentType, body));
        bed.answer("t").assertError(code, true);
        bed.assertStored("error", "", "t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message":"CANARY"}                                   | MODEL_MALFORMED    | true
            "CANARY"                                               | MODEL_MALFORMED    | true
            {"message":"CANARY","type":"rate_limit_exceeded"}      | MODEL_RATE_LIMITED | true
            {"message":"CANARY","code":"context_length_exceeded"}  | MODEL_REJECTED     | false
            {"message":"CANARY","code":401}                        | MODEL_UNAUTHORIZED | false
            {"message":"CANARY","type":"server_error"}             | MODEL_UNAVAILABLE  | true
            """)
    void anErrorInTheStream(String error, String code, boolean retryable) throws Exception {
        assertMidAnswer(code, retryable, "data: {\"error\":" + error + "}\n\n");
    }

    private void assertMidAnswer(String code, boolean retryable, String event) throws Exception {
        bed.answer("t", FOUR.withFault(Phase.MID_ANSWER, Effect.send(event, Effect.silence())))
                .assertError(code, retryable);
        assertEquals(1, bed.model.requests().size(), "not tried again");
        bed.assertUpstreamClosed();
        bed.assertStored("error", "one two ", "t");
        bed.assertNothingLeft("t");
    }
}
