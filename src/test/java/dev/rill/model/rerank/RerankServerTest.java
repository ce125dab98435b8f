package dev.rill.model.rerank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.config.Secret;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.stream.Cancellation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RerankServerTest {
    private static final List<String> TEXTS = List.of("CANARY one", "two \"ä\u2028😀\"", "three");

    private final FakeModel fake = FakeModel.start();
    private final RerankServer server = at(fake.baseUrl());

    private static RerankServer at(URI url) {
        return new RerankServer(url, Optional.of("judge"), Optional.of(new Secret("CANARY-KEY")), Optional.empty());
    }

    @AfterEach
    void close() {
        server.close();
        fake.close();
    }

    private void answers(String body) {
        fake.otherwise(request -> Optional.of(Script.reply(200, "application/json", body)));
    }

    private List<OptionalDouble> scores() {
        return server.scores("Which?", TEXTS, Guard.TIME, new Cancellation());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"results\":[{\"index\":2,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.5},"
                    + "{\"index\":1,\"relevance_score\":-3}]}",
            "{\"data\":[{\"index\":0,\"relevance_score\":0.5},{\"index\":1,\"relevance_score\":-3},"
                    + "{\"index\":2,\"relevance_score\":0.9}]}",
            "[{\"index\":2,\"score\":0.9},{\"index\":0,\"score\":0.5},{\"index\":1,\"score\":-3}]",
            "{\"results\":[{\"index\":2,\"score\":\"0.9\"},{\"index\":0,\"score\":\"0.5\"},"
            + "{\"index\":1,\"score\":\"-3\"}],\"x\":[1]}"})
    void theScoresComeInTheOrderOfTheTexts(String answer) {
        answers(answer);
        assertEquals(List.of(OptionalDouble.of(0.5), OptionalDouble.of(-3), OptionalDouble.of(0.9)), scores());
    }

    @Test
    void aTextThatTheServerLeavesOutHasNoScore() {
        answers("{\"results\":[{\"index\":1,\"relevance_score\":0.9}]}");
        assertEquals(List.of(OptionalDouble.empty(), OptionalDouble.of(0.9), OptionalDouble.empty()), scores());
    }

    @Test
    void itIsAskedWithTheQuestionTheTextsTheModelAndTheKey() {
        answers("{\"results\":[{\"index\":1,\"relevance_score\":0.9}]}");
        scores();
        RecordedRequest request = fake.requests().getFirst();
        assertEquals("POST /v1/rerank", request.method() + " " + request.path());
        assertEquals("Bearer CANARY-KEY", request.header("authorization").orElseThrow());
        assertEquals("judge", request.json().get("model").asText());
        assertEquals("Which?", request.json().get("query").asText());
        assertEquals(TEXTS.get(1), request.json().get("documents").get(1).asText());
        assertEquals(3, request.json().get("documents").size());
    }

    @Test
    void itsAddressMayBeThatOfTheRoute() {
        answers("{\"results\":[{\"index\":1,\"relevance_score\":0.9}]}");
        try (RerankServer whole = at(URI.create(fake.baseUrl() + "/rerank?version=2"))) {
            whole.scores("Which?", TEXTS, Guard.TIME, new Cancellation());
        }
        assertEquals("/v1/rerank?version=2", fake.requests().getFirst().path());
    }

    @Test
    void aServerThatCallsTheTextsOtherwiseIsAskedItsWayFromThenOn() {
        fake.otherwise(request -> Optional.of(request.json().has("texts")
                ? Script.reply(200, "application/json",
                        "[{\"index\":0,\"score\":1},{\"index\":1,\"score\":2},{\"index\":2,\"score\":3}]")
                : Script.status(422)));
        scores();
        assertEquals(OptionalDouble.of(3), scores().getLast());
        assertEquals(3, fake.requests().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"results":[{"index":3,"relevance_score":1}]}                                | texts that it was not sent
            {"results":[{"index":-1,"relevance_score":1}]}                               | texts that it was not sent
            {"results":[{"index":1,"relevance_score":1},{"index":1,"relevance_score":2}]} | or one twice
            {"results":[{"index":"1","relevance_score":1}]}                              | texts that it was not sent
            {"results":[{"index":99999999999,"relevance_score":1}]}                      | texts that it was not sent
            {"results":[{"relevance_score":1}]}                                          | texts that it was not sent
            {"results":[{"index":1,"relevance_score":"CANARY"}]}                         | a score is no number
            {"results":[{"index":1,"relevance_score":"NaN"}]}                            | a score is no number
            {"results":[{"index":1,"relevance_score":null}]}                             | a score is no number
            {"results":[{"index":1,"relevance_score":[1]}]}                              | a score is no number
            {"results":[{"index":1}]}                                                    | a score is no number
            {"results":[]}                                                               | no scores
            {"results":[7]}                                                              | texts that it was not sent
            {"error":"CANARY"}                                                           | no scores
            7                                                                            | no scores
            <html>CANARY                                                                 | not JSON
            ''                                                                           | no scores
            """)
    void whatIsNoListOfScoresIsAFaultThatNamesNoContent(String answer, String part) {
        answers(answer);
        assertFault(part);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 429, 500, 503})
    void aRefusalIsAFaultAndNotTriedAgain(int status) {
        fake.otherwise(request -> Optional.of(Script.status(status)));
        assertFault("status " + status);
        assertEquals(status == 400 ? 2 : 1, fake.requests().size());
    }

    @Test
    void aConnectionThatEndsIsAFault() {
        fake.otherwise(request -> Optional.of(Script.raw(Effect.rst(),
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")));
        assertFault("cannot be asked");
        fake.otherwise(request -> Optional.of(Script.raw(Effect.fin(), "SMTP CANARY\r\n\r\n")));
        assertFault("cannot be asked");
    }

    @Test
    void aServerThatIsNotThereIsAFault() {
        fake.close();
        assertFault("cannot be asked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"})
    void aServerThatIsTooSlowIsLate(String begun) {
        fake.otherwise(request -> Optional.of(Script.raw(Effect.silence(), begun)));
        RerankFaultException fault = assertThrows(RerankFaultException.class,
                () -> server.scores("Which?", TEXTS, Duration.ofMillis(200), new Cancellation()));
        assertTrue(fault.late(), fault.getMessage());
    }

    @Test
    void aStreamThatEndsEndsTheWait() throws Exception {
        fake.otherwise(request -> Optional.of(Script.raw(Effect.silence(), "")));
        Cancellation cancellation = new Cancellation();
        Thread.ofVirtual().start(() -> {
            try {
                fake.takeRequest();
                cancellation.cancel(Cancellation.Reason.STOPPED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThrows(Cancellation.CancelledException.class,
                () -> server.scores("Which?", TEXTS, Guard.TIME, cancellation));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private void assertFault(String part) {
        RerankFaultException fault = assertThrows(RerankFaultException.class, this::scores);
        assertTrue(fault.getMessage().contains(part), fault.getMessage());
        assertFalse(fault.getMessage().contains("CANARY"), fault.getMessage());
        assertFalse(fault.late(), fault.getMessage());
    }
}
