package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.FrameStream;
import dev.rill.server.SharedServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Clients that show nothing but text, and a server that is told to put the sources there. */
class SourcesInTextTest {
    private static final String ANSWER = "You send DELETE [1].\n\n---\n\nThat is all.";
    private static final String PATH = "/v1/chat/completions";

    private static final FakeModel MODEL = FakeModel.start();
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of("RILL_SOURCES_IN_TEXT", "completions, agui"));

    @Test
    void aCompletionsTextEndsWithWhatItCitesStreamedOrNot() throws IOException {
        MODEL.enqueue(AskedStreamContract.SEARCH, Answer.words(ANSWER), AskedStreamContract.SEARCH,
                Answer.words(ANSWER));
        JsonNode whole = RawHttp.json(SERVER.port(), "POST", PATH, CompletionDialect.body("How do I stop an answer?")
                .put("stream", false).toString()).json();
        String text = whole.at("/choices/0/message/content").stringValue();
        assertListed(text, whole.at("/rill/sources"));
        CompletionDialect dialect = new CompletionDialect();
        try (FrameStream stream = dialect.ask(SERVER.port(), "t", "How do I stop an answer?", false)) {
            List<String> frames = stream.rest();
            assertEquals("complete", dialect.end(frames));
            assertEquals(text, dialect.text(frames));
        }
    }

    @Test
    void anAgUiMessageEndsWithItAndTheThreadDoesNot() throws IOException {
        MODEL.enqueue(AskedStreamContract.SEARCH, Answer.words(ANSWER));
        AgUiDialect dialect = new AgUiDialect();
        try (FrameStream stream = dialect.ask(SERVER.port(), "kept", "How do I stop an answer?", false)) {
            List<String> frames = stream.rest();
            assertEquals("complete", dialect.end(frames));
            JsonNode stored = RawHttp.call(SERVER.port(), "GET", "/threads/kept").json().at("/messages/1");
            assertListed(dialect.text(frames), stored.get("sources"));
            assertEquals(ANSWER, stored.get("content").stringValue());
        }
    }

    @Test
    void theAddressInTheListIsThatOfTheFile() throws IOException {
        MODEL.enqueue(AskedStreamContract.SEARCH, Answer.words("So it is [1]."));
        String text = RawHttp.json(SERVER.port(), "POST", PATH, CompletionDialect.body("How do I stop an answer?")
                .put("stream", false).toString()).json().at("/choices/0/message/content").stringValue();
        String address = text.replaceAll("(?s).*]\\(http://localhost:" + SERVER.port() + "(/[^)]*)\\).*", "$1");
        RawHttp.Response file = RawHttp.call(SERVER.port(), "GET", address);
        assertEquals(200, file.status(), address);
        assertTrue(file.text().startsWith("# "), file.text());
    }

    @Test
    void anAnswerThatCitesNothingEndsAsItIs() throws IOException {
        MODEL.enqueue(AskedStreamContract.SEARCH, Answer.words("I do not know."));
        assertEquals("I do not know.", RawHttp.json(SERVER.port(), "POST", PATH, CompletionDialect.body("Why?")
                .put("stream", false).toString()).json().at("/choices/0/message/content").stringValue());
    }

    @Test
    void theModelIsNotGivenTheListsThatAClientSendsBack() throws Exception {
        MODEL.enqueue(Answer.of("Yes."));
        ObjectNode body = Json.object().put("model", "rill");
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "user").put("content", "How?");
        messages.addObject().put("role", "assistant").put("content",
                ANSWER + "\n\n---\n\n- [1] [Stopping](http://x/originals/a.md), lines 1–13\n- [3] Other, p. 3\n");
        messages.addObject().put("role", "user").put("content", "Sure?");
        RawHttp.json(SERVER.port(), "POST", PATH, body.toString());
        String given = MODEL.takeRequest().body();
        assertTrue(given.contains("That is all."), given);
        assertFalse(given.contains("originals") || given.contains("Other, p. 3"), given);
    }

    private static void assertListed(String text, JsonNode sources) {
        JsonNode first = sources.get(0);
        assertEquals(ANSWER + "\n\n---\n\n- [1] [" + first.get("title").stringValue() + "](http://localhost:"
                + SERVER.port() + "/originals/" + first.get("path").stringValue() + "), "
                + first.at("/place/label").stringValue() + "\n", text);
    }
}
