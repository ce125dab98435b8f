package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streamed chat completions, to the byte. */
class CompletionStreamTest extends AskedStreamContract<CompletionDialect> {

    CompletionStreamTest() {
        super(new CompletionDialect());
    }

    @Override
    void assertKept(Map<String, String> members) throws IOException {
        assertEquals(0, RawHttp.call(server.port(), "GET", "/threads").json().get("total").intValue());
    }

    @Test
    void theFramesAreThoseOfTheApi() throws IOException {
        model.enqueue(Answer.of("Hel", "lo \"\uD83C\uDF89\"").withUsage(Optional.empty()));
        try (FrameStream stream = FrameStream.post(server.port(), "/v1/chat/completions",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}")) {
            assertEquals(Optional.of("text/event-stream"), stream.header("content-type"));
            assertEquals(Optional.of("no-cache"), stream.header("cache-control"));
            List<String> frames = rest(stream);
            String id = dialect.messageId(frames.getFirst());
            String created = CompletionDialect.data(frames.getFirst()).get("created").toString();
            String head = "data: {\"id\":\"chatcmpl-" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":"
                    + created
                    + ",\"model\":\"rill\",\"choices\":[{\"index\":0,\"delta\":";
            assertEquals(List.of(
                    head + "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n",
                    head + "{\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n",
                    head + "{\"content\":\"lo \\\"\uD83C\uDF89\\\"\"},\"finish_reason\":null}]}\n\n",
                    head + "{},\"finish_reason\":\"stop\"}]}\n\n",
                    "data: [DONE]\n\n"), frames.stream().filter(frame -> !frame.contains("\"rill\":{\"step\""))
                    .toList());
        }
    }

    @Test
    void aStepIsAnEmptyDeltaThatSaysWhatItIs() throws IOException {
        model.enqueue(SEARCH, Answer.of("It stops [1]."));
        try (FrameStream stream = ask(false)) {
            var steps = rest(stream).stream().filter(frame -> frame.contains("\"rill\":{\"step\""))
                    .map(CompletionDialect::data).toList();
            assertEquals("retrieval", steps.getFirst().at("/rill/step").stringValue());
            assertEquals("started", steps.getFirst().at("/rill/status").stringValue());
            for (var step : steps) {
                assertEquals("{}", step.at("/choices/0/delta").toString());
                assertEquals(step.at("/rill/status").stringValue().equals("complete"),
                        step.get("rill").has("durationMs"));
            }
        }
    }
}
