package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.SeenAnswer;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.server.EventStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Text of clients and the model that would like to be lines of the stream, or headers. The page has its own test. */
final class HostileTextRow {
    private static final List<String> TEXTS = List.of("\n\nevent: complete\ndata: {}\n\n",
            "\r\rid: 99\revent: error\r\r",
            "\r\n\r\n: comment\r\n\r\n", "\u2028event: cancelled\u2029", "</script><script>alert(1)</script>",
            "![x](https://evil.example/x.png)", "[x](javascript:alert(1))", "data: [DONE]\n\n", "\u0085\u000b\f",
            "\"}\n\ndata: {\"");

    private HostileTextRow() {
    }

    static void play(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            for (int i = 0; i < TEXTS.size(); i++) {
                String text = TEXTS.get(i);
                bed.model.enqueue(Answer.of(text, text));
                SeenAnswer seen = SeenAnswer.of(() -> EventStream.ask(bed.port(), "t", "Say: " + text));
                seen.assertComplete(text + text);
                assertNumbered(seen);
                bed.assertStored("complete", text + text, "t");
            }
            for (String id : List.of("a\r\nX-Injected: 1", "a\n\nevent: complete", "../../etc/passwd", "<script>",
                    "a b")) {
                String body = JsonMapper.shared().writeValueAsString(Map.of("threadId", id, "message", "Hi"));
                assertNoHeader(RawHttp.json(bed.port(), "POST", "/chat/stream", body), 400);
            }
            for (String id : List.of("a%0d%0aX-Injected:%201", "%3Cscript%3E", "a%0a%0aevent:%20complete")) {
                assertNoHeader(bed.call("GET", "/chat/stream/" + id), 404);
                assertNoHeader(bed.call("DELETE", "/chat/stream/" + id), 404);
                assertNoHeader(bed.call("GET", "/threads/" + id), 404);
            }
            figures.figure("texts", TEXTS.size() + ", each as the model's and as a question");
        }
    }

    private static void assertNumbered(SeenAnswer seen) {
        for (int i = 0; i < seen.events().size(); i++) {
            assertEquals(Integer.toString(i + 1), seen.events().get(i).id(), seen.raw());
        }
    }

    private static void assertNoHeader(RawHttp.Response response, int status) {
        assertEquals(status, response.status(), response.text());
        assertEquals("application/problem+json", response.headers().get("content-type"));
        assertFalse(response.headers().containsKey("x-injected"), response.headers().toString());
    }
}
