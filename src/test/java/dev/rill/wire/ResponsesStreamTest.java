package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import dev.rill.server.Polling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Streamed responses, to the event. */
class ResponsesStreamTest extends StreamContract {

    ResponsesStreamTest() {
        super(new ResponsesDialect());
    }

    /** The one thread there is. */
    @Override
    void assertKept(Map<String, String> members) throws InterruptedException {
        for (Map.Entry<String, String> member : members.entrySet()) {
            Polling.until(() -> stored().path(member.getKey()).asString("").equals(member.getValue()));
        }
    }

    private JsonNode stored() {
        try {
            String thread = get("/threads").at("/threads/0/threadId").stringValue();
            return get("/threads/" + thread).at("/messages/1");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theEventsAreThoseOfTheApi() throws IOException {
        model.enqueue(SEARCH, Answer.of("It ", "stops [1]."));
        try (FrameStream stream = ask(false)) {
            assertEquals(Optional.of("text/event-stream"), stream.header("content-type"));
            List<String> types = rest(stream).stream().map(frame -> frame.lines().findFirst().orElseThrow())
                    .filter(line -> !line.endsWith(".searching")).toList();
            assertEquals(List.of("event: response.created", "event: response.in_progress",
                    "event: response.output_item.added", "event: response.file_search_call.in_progress",
                    "event: response.file_search_call.completed", "event: response.output_item.done",
                    "event: response.output_item.added", "event: response.content_part.added",
                    "event: response.output_text.delta", "event: response.output_text.delta",
                    "event: response.output_text.annotation.added", "event: response.output_text.done",
                    "event: response.content_part.done", "event: response.output_item.done",
                    "event: response.completed", "data: [DONE]"), types);
        }
    }

    @Test
    void aDeltaIsToTheByteWhatTheApiSends() throws IOException {
        model.enqueue(Answer.of("a \"\uD83C\uDF89\"\n"));
        try (FrameStream stream = ask(false)) {
            List<String> frames = rest(stream);
            String id = dialect.messageId(frames.getFirst());
            String delta = frames.stream().filter(frame -> frame.contains("text.delta")).findFirst().orElseThrow();
            int number = frames.indexOf(delta);
            int index = ResponsesDialect.event(delta).get("output_index").intValue();
            assertEquals("event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
                    + "\"sequence_number\":" + number + ",\"item_id\":\"msg_" + id + "\",\"output_index\":" + index
                    + ",\"content_index\":0,\"delta\":\"a \\\"\uD83C\uDF89\\\"\\n\",\"logprobs\":[]}\n\n", delta);
        }
    }

    @Test
    void whatIsReadAfterTheEndIsWhatTheLastEventSaid() throws IOException {
        model.enqueue(SEARCH, Answer.of("It stops [1]."), Answer.of("a", "b").withFaultAfter(1, Effect.fin()),
                Answer.of("cut").withFinishReason("length"), Answer.of("held").withFinishReason("content_filter"));
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (FrameStream stream = ask(false)) {
                JsonNode last = ResponsesDialect.last(rest(stream));
                assertEquals(last, get("/v1/responses/" + last.get("id").stringValue()));
                ends.add(last.get("status").stringValue() + last.at("/incomplete_details/reason").asString("")
                        + last.at("/error/code").asString(""));
            }
        }
        assertEquals(List.of("completed", "failedserver_error", "incompletemax_output_tokens",
                "incompletecontent_filter"), ends);
    }

    @Test
    void whoWantsToKnowWhatWasFoundIsToldIt() throws IOException {
        model.enqueue(SEARCH, Answer.of("It stops [1]."));
        try (FrameStream stream = FrameStream.post(server.port(), "/v1/responses", """
                {"input":"How do I stop an answer?","stream":true,"include":["file_search_call.results"]}""")) {
            List<String> frames = rest(stream);
            assertEquals("complete", dialect.end(frames));
            JsonNode last = ResponsesDialect.last(frames);
            JsonNode search = last.at("/output/0");
            assertEquals("[\"how to stop an answer\"]", search.get("queries").toString());
            JsonNode best = search.at("/results/0");
            assertEquals(last.at("/rill/sources/0/path"), best.get("filename"));
            assertEquals(1, best.get("score").doubleValue());
            assertTrue(!best.get("text").stringValue().isEmpty());
            assertEquals(last, get("/v1/responses/" + last.get("id").stringValue()));
        }
    }

    @Test
    void whatIsReadMeanwhileIsWhatThereIs() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate));
        try (FrameStream stream = ask(false)) {
            List<String> frames = new ArrayList<>();
            gate.release(1);
            until(stream, frames, "one ");
            String path = "/v1/responses/resp_" + dialect.messageId(frames.getFirst());
            JsonNode now = get(path);
            assertEquals("in_progress", now.get("status").stringValue());
            assertEquals("one ", now.at("/output/0/content/0/text").stringValue());
            gate.open();
            rest(stream);
            assertEquals("completed", get(path).get("status").stringValue());
        }
    }

    @Test
    void aResponseThatWasBegunElsewhereIsReadAndReplayedHere() throws IOException {
        model.enqueue(SEARCH, Answer.words("The page asked [1]."), Answer.of("and again"));
        String id;
        try (FrameStream page = FrameStream.post(server.port(), "/chat/stream",
                "{\"threadId\":\"page\",\"message\":\"How do I stop an answer?\"}")) {
            id = new RillDialect().messageId(page.rest().getFirst());
        }
        try (FrameStream again = dialect.look(server.port(), id, 0)) {
            List<String> frames = rest(again);
            assertEquals("complete", dialect.end(frames));
            assertEquals(ResponsesDialect.last(frames), get("/v1/responses/resp_" + id));
        }
        RawHttp.Response next = RawHttp.json(server.port(), "POST", "/v1/responses",
                "{\"input\":\"And?\",\"previous_response_id\":\"resp_" + id + "\"}");
        assertEquals(200, next.status(), next.text());
        assertEquals(4, get("/threads/page").get("messages").size());
    }

    private JsonNode get(String path) throws IOException {
        RawHttp.Response answer = RawHttp.call(server.port(), "GET", path);
        assertEquals(200, answer.status(), answer.text());
        return Json.read(answer.text());
    }
}
