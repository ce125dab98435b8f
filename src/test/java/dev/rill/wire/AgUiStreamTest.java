package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AgUiStreamTest extends StreamContract {

    AgUiStreamTest() {
        super(new AgUiDialect());
    }

    @Test
    void theWholeConversationIsSentEachTimeAndEachQuestionIsStoredOnce() throws IOException {
        model.enqueue(Answer.of("first"), Answer.of("second"), Answer.of("second, anew"));
        post(AgUiDialect.input("t", "u1", "Why?"));
        ObjectNode both = AgUiDialect.input("t", "u1", "Why?");
        ArrayNode messages = both.at("/messages").asArray();
        messages.addObject().put("id", "a1").put("role", "assistant").put("content", "first");
        messages.addObject().put("id", "u2").put("role", "user").putArray("content")
                .addObject().put("type", "text").put("text", "And then?");
        post(both);
        assertEquals(List.of("Why?", "first", "And then?", "second"), thread());
        messages.addObject().put("id", "a2").put("role", "assistant").put("content", "second");
        post(both);
        assertEquals(List.of("Why?", "first", "And then?", "second, anew"), thread());
    }

    @Test
    void aThreadThatIsBusySaysSo() throws IOException {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one").withGate(gate));
        try (FrameStream stream = ask(false)) {
            stream.next();
            refused(409, "{\"type\":\"RUN_ERROR\",\"message\":\"An answer is still running in this thread\","
                    + "\"code\":\"THREAD_BUSY\"}", AgUiDialect.input("t", "u9", "And?").toString());
            gate.open();
            rest(stream);
        }
    }

    @Test
    void anInputThatIsNoQuestionIsRefused() throws IOException {
        invalid("messages has to hold one of the user", "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[]}");
        invalid("The body has to be a JSON object", "[]");
        invalid("/message must not be blank", AgUiDialect.input("t", "u", " ").toString());
        invalid("/threadId must not be empty", AgUiDialect.input("", "u", "Why?").toString());
        ObjectNode image = AgUiDialect.input("t", "u", "Why?");
        ((ObjectNode) image.at("/messages/0")).putArray("content").addObject().put("type", "image");
        invalid("Only text can be asked about here", image.toString());
    }

    private void post(ObjectNode input) throws IOException {
        try (FrameStream stream = FrameStream.post(server.port(), "/ag-ui", input.toString())) {
            assertEquals("complete", dialect.end(rest(stream)));
        }
    }

    private List<String> thread() throws IOException {
        return RawHttp.call(server.port(), "GET", "/threads/t").json().get("messages").valueStream()
                .map(message -> message.get("content").stringValue()).toList();
    }

    private void invalid(String message, String body) throws IOException {
        refused(400, "{\"type\":\"RUN_ERROR\",\"message\":\"" + message + "\",\"code\":\"INVALID_REQUEST\"}", body);
    }

    private void refused(int status, String expected, String body) throws IOException {
        RawHttp.Response answer = RawHttp.json(server.port(), "POST", "/ag-ui", body);
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/json", answer.headers().get("content-type"));
        assertEquals(expected, answer.text());
    }
}
