package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AiSdkStreamTest extends StreamContract {

    AiSdkStreamTest() {
        super(new AiSdkDialect());
    }

    @Test
    void aStreamSaysItsVersionAndIsNotKept() throws IOException {
        model.enqueue(Answer.of("Hello"));
        try (FrameStream stream = ask(false)) {
            assertEquals("text/event-stream", stream.header("content-type").orElseThrow());
            assertEquals("v1", stream.header("x-vercel-ai-ui-message-stream").orElseThrow());
            assertTrue(stream.header("cache-control").orElseThrow().contains("no-cache"));
            rest(stream);
        }
    }

    @Test
    void aChatThatRunsIsResumedFromItsBeginningAndOneThatDoesNotHasNothing() throws IOException {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate));
        assertEquals(204, call("GET", "/api/chat/t/stream").status());
        List<String> seen = new ArrayList<>();
        try (FrameStream stream = ask(true)) {
            gate.release(1);
            until(stream, seen, "one ");
        }
        assertEquals(204, call("GET", "/api/chat/other/stream").status());
        try (FrameStream again = FrameStream.get(server.port(), "/api/chat/t/stream")) {
            assertEquals("v1", again.header("x-vercel-ai-ui-message-stream").orElseThrow());
            List<String> frames = new ArrayList<>();
            until(again, frames, "one ");
            assertEquals(seen, frames);
            gate.open();
            frames.addAll(rest(again));
            assertEquals("complete", dialect.end(frames));
            assertEquals("one two", dialect.text(frames));
        }
        assertEquals(204, call("GET", "/api/chat/t/stream").status());
    }

    @Test
    void aChatIsStoppedByItsId() throws IOException {
        model.enqueue(Answer.of("one ", "two").withFaultAfter(1, Effect.silence()));
        assertEquals(204, call("DELETE", "/api/chat/t/stream").status());
        try (FrameStream stream = ask(true)) {
            List<String> frames = new ArrayList<>();
            until(stream, frames, "one ");
            assertEquals(202, call("DELETE", "/api/chat/t/stream").status());
            frames.addAll(rest(stream));
            assertEquals("cancelled", dialect.end(frames));
        }
        assertEquals(204, call("DELETE", "/api/chat/t/stream").status());
    }

    @Test
    void anAnswerThatIsWantedAnewTakesThePlaceOfTheOneBefore() throws IOException {
        model.enqueue(Answer.of("first"), Answer.of("second"), Answer.of("third"), Answer.of("edited"));
        ObjectNode body = AiSdkDialect.body("t", "u1", "Why?");
        String first = messageId(post(body));
        body.putArray("messages").add(AiSdkDialect.message("u1", "Why?"));
        body.put("trigger", "regenerate-message").put("messageId", first);
        assertTrue(!messageId(post(body)).equals(first));
        assertEquals(List.of("Why?", "second"), thread());

        post(AiSdkDialect.body("t", "u2", "And then?"));
        assertEquals(List.of("Why?", "second", "And then?", "third"), thread());
        // the client sends what is left of its messages, with the one that was edited last
        post(AiSdkDialect.body("t", "u1", "Why not?").put("messageId", "u1"));
        assertEquals(List.of("Why not?", "edited"), thread());
    }

    @Test
    void aMessageMayComeAloneOrWithoutAnIdAndWithMembersThatNobodyKnows() throws IOException {
        model.enqueue(Answer.of("first"), Answer.of("second"));
        ObjectNode alone = AiSdkDialect.body("t", "u1", "Why?").put("more", 1);
        alone.remove("messages");
        post((ObjectNode) alone.set("message", AiSdkDialect.message("u1", "Why?").put("more", 1)));
        ObjectNode nameless = AiSdkDialect.body("t", "u1", "Why?");
        ((ObjectNode) nameless.at("/messages/0")).remove("id");
        post(nameless);
        assertEquals(List.of("Why?", "first", "Why?", "second"), thread());
    }

    @Test
    void howToAnswerMayBeSaidBesideTheMessages() throws Exception {
        model.enqueue(Answer.of("Arr"));
        post(AiSdkDialect.body("t", "u1", "Why?").put("systemMessage", "Talk like a pirate."));
        assertTrue(model.takeRequest().body().contains("Talk like a pirate."));
    }

    @Test
    void aChatThatIsBusySaysSoInWords() throws IOException {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one").withGate(gate));
        try (FrameStream stream = ask(false)) {
            stream.next();
            refused(409, "An answer is still running in this thread", AiSdkDialect.body("t", "u9", "And?").toString());
            gate.open();
            assertEquals("", stream.rest().stream().filter(frame -> frame.contains("error")).findAny().orElse(""));
        }
    }

    @Test
    void aBodyThatIsNoQuestionIsRefusedInWords() throws IOException {
        refused(400, "messages has to hold one of the user", "{\"id\":\"t\",\"messages\":[]}");
        refused(400, "messages has to be an array", "{\"id\":\"t\",\"messages\":3}");
        refused(400, "The body has to be a JSON object", "[]");
        refused(400, "/message must not be blank", AiSdkDialect.body("t", "u", " ").toString());
        refused(400, "/threadId must not be empty", AiSdkDialect.body("", "u", "Why?").toString());
        ObjectNode file = AiSdkDialect.body("t", "u", "Why?");
        file.at("/messages/0/parts").asArray().addObject().put("type", "file").put("url", "data:,x");
        refused(400, "Files cannot be asked about here; ask in words", file.toString());
    }

    @Test
    void anothersChatIsAnUnknownOne(@TempDir Path folder) throws IOException {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one").withGate(gate), Answer.of("bob's"));
        Path keys = KeyFile.write(folder, "ann ann-key", "bob bob-key");
        try (TestServer known = TestServer.start(model, Map.of("RILL_AUTH_KEYS", keys.toString()));
                FrameStream stream = FrameStream.post(known.port(), "/api/chat",
                        AiSdkDialect.body("t", "u1", "Why?").toString(), "Authorization: Bearer ann-key")) {
            stream.next();
            Map<String, String> bob = Map.of("Authorization", "Bearer bob-key");
            assertEquals(204, RawHttp.call(known.port(), "GET", "/api/chat/t/stream", bob, null).status());
            assertEquals(204, RawHttp.call(known.port(), "DELETE", "/api/chat/t/stream", bob, null).status());
            RawHttp.Response nobody = RawHttp.call(known.port(), "GET", "/api/chat/t/stream", Map.of(), null);
            assertEquals(401, nobody.status());
            assertEquals("text/plain; charset=utf-8", nobody.headers().get("content-type"));
            gate.open();
            try (FrameStream own = FrameStream.post(known.port(), "/api/chat",
                    AiSdkDialect.body("t", "u1", "Whose?").toString(), "Authorization: Bearer bob-key")) {
                assertEquals("complete", dialect.end(rest(own)));
            }
            List<String> frames = rest(stream);
            assertEquals("one", dialect.text(frames));
            JsonNode thread = RawHttp.call(known.port(), "GET", "/threads/t",
                    Map.of("Authorization", "Bearer ann-key"), null).json();
            assertEquals(2, thread.get("messages").size());
        }
    }

    private List<String> post(ObjectNode body) throws IOException {
        try (FrameStream stream = FrameStream.post(server.port(), "/api/chat", body.toString())) {
            List<String> frames = rest(stream);
            assertEquals("complete", dialect.end(frames));
            return frames;
        }
    }

    private String messageId(List<String> frames) {
        return dialect.messageId(frames.getFirst());
    }

    private List<String> thread() throws IOException {
        return call("GET", "/threads/t").json().get("messages").valueStream()
                .map(message -> message.get("content").stringValue()).toList();
    }

    private void refused(int status, String words, String body) throws IOException {
        RawHttp.Response answer = RawHttp.json(server.port(), "POST", "/api/chat", body);
        assertEquals(status, answer.status(), answer.text());
        assertEquals("text/plain; charset=utf-8", answer.headers().get("content-type"));
        assertEquals(words, answer.text());
    }

    private RawHttp.Response call(String method, String path) throws IOException {
        return RawHttp.call(server.port(), method, path);
    }
}
