package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A question that comes to {@code /v1/responses} again with its {@code Idempotency-Key} is answered once. */
class ResponseRepeatTest extends ResponsesBed {

    @Test
    void theSameResponseComesWholeStreamedAndInTheBackground() throws Exception {
        model.enqueue(Answer.of("Two"));
        JsonNode first = ask("k", "\"input\":\"One and one?\"").json();
        assertEquals(first, ask("k", "\"input\":\"One and one?\"").json());
        assertEquals(first, ask("\"k\"", "\"input\":\"One and one?\",\"background\":true").json());
        try (FrameStream again = stream("k", "\"input\":\"One and one?\",\"stream\":true")) {
            List<String> frames = again.rest();
            assertEquals("complete", new ResponsesDialect().end(frames));
            assertEquals(first.toString(), ResponsesDialect.last(frames).toString());
        }
        assertEquals(1, threads());
        assertEquals(1, model.requests().size());
    }

    @Test
    void whoComesAgainMeanwhileGetsTheStreamThatRuns() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate));
        String body = "\"input\":\"Count\",\"stream\":true";
        try (FrameStream first = stream("k", body); FrameStream second = stream("k", body)) {
            CompletableFuture<RawHttp.Response> whole = CompletableFuture.supplyAsync(() -> ask("k",
                    "\"input\":\"Count\""));
            gate.open();
            List<String> frames = first.rest();
            assertEquals(frames, second.rest());
            assertEquals(ResponsesDialect.last(frames).toString(), whole.join().json().toString());
        }
        assertEquals(1, model.requests().size());
    }

    @Test
    void itIsFoundInTheThreadThatItWentOnFromOrBranchedOffFrom() throws Exception {
        model.byDefault(Answer.of("Fine"));
        String first = ask("1", "\"input\":\"Hello\"").json().get("id").stringValue();
        String after = ",\"previous_response_id\":\"" + first + "\"";
        JsonNode second = ask("2", "\"input\":\"And you?\"" + after).json();
        assertEquals(second, ask("2", "\"input\":\"And you?\"" + after).json());
        assertEquals(1, threads());
        JsonNode branch = ask("3", "\"input\":\"And they?\"" + after).json();
        assertEquals(branch, ask("3", "\"input\":\"And they?\"" + after).json());
        assertEquals(2, threads());
        assertEquals(3, model.requests().size());
    }

    @Test
    void anotherQuestionWithTheKeyAndWhatIsNoKeyAreRefused() throws Exception {
        model.enqueue(Answer.of("Two"));
        ask("k", "\"input\":\"One and one?\"");
        assertEquals("invalid_request_error", refused(400, ask("k", "\"input\":\"One and two?\"")));
        for (String key : List.of("", "a b", "x".repeat(256))) {
            assertEquals("invalid_request_error", refused(400, ask(key, "\"input\":\"One and one?\"")));
        }
        assertEquals(1, model.requests().size());
    }

    @Test
    void whatFailedHasFailedAndWhatWasNotStoredIsAskedAgain() throws Exception {
        model.enqueue(Answer.of("a").withFaultAfter(1, Effect.fin()), Answer.of("one"), Answer.of("two"));
        assertEquals("server_error", refused(502, ask("k", "\"input\":\"One?\"")));
        assertEquals("server_error", refused(502, ask("k", "\"input\":\"One?\"")));
        assertEquals(1, model.requests().size());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            texts.add(ask("n", "\"input\":\"Count\",\"store\":false").json().at("/output/0/content/0/text")
                    .stringValue());
        }
        assertEquals(List.of("one", "two"), texts);
    }

    @Test
    void manyThatComeAtOnceAreOneQuestion() {
        model.byDefault(Answer.of("Two"));
        List<CompletableFuture<RawHttp.Response>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(
                () -> ask("k", "\"input\":\"One and one?\""))).limit(8).toList();
        List<String> ids = asked.stream().map(CompletableFuture::join).map(answer -> {
            assertEquals(200, answer.status(), answer.text());
            return answer.json().get("id").stringValue();
        }).distinct().toList();
        assertEquals(1, ids.size());
        assertEquals(1, model.requests().size());
    }

    private static String refused(int status, RawHttp.Response answer) {
        assertEquals(status, answer.status(), answer.text());
        return answer.json().at("/error/type").stringValue();
    }

    private RawHttp.Response ask(String key, String members) {
        try {
            return RawHttp.call(server.port(), "POST", "/v1/responses", Map.of("Idempotency-Key", key,
                    "Content-Type", "application/json"), ("{" + members + "}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private FrameStream stream(String key, String members) throws IOException {
        FrameStream stream = FrameStream.post(server.port(), "/v1/responses", "{" + members + "}",
                "Idempotency-Key: " + key);
        assertEquals(Optional.of("text/event-stream"), stream.header("content-type"));
        assertTrue(members.contains("stream"));
        return stream;
    }
}
