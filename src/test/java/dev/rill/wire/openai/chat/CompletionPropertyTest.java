package dev.rill.wire.openai.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.rill.http.response.Json;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.EncodedStream;
import dev.rill.wire.SourceList;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever happens in a stream, OpenAI's own library reads the same out of its chunks. */
class CompletionPropertyTest {
    private static final JsonMapper OPENAI = ObjectMappers.jsonMapper();
    private static final DocumentLinks LINKS = new DocumentLinks("https://docs.example");

    @Test
    void textEndAndSourcesAreThoseOfTheStream() throws IOException {
        Random random = new Random(17);
        for (int i = 1; i <= 1_000; i++) {
            List<StreamEvent> events = new ArrayList<>(RandomEvents.stream(random));
            events.set(0, new StreamEvent.Start("m" + i, "t", Instant.ofEpochSecond(i)));
            check(events, EncodedStream.frames(new CompletionEncoder(true, LINKS,
                    SourceList.where(false, LINKS)), events));
        }
    }

    private static void check(List<StreamEvent> events, List<String> frames) throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> paths = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (String frame : frames) {
            assertTrue(frame.startsWith("data: ") && frame.endsWith("\n\n"), frame);
            String data = frame.substring("data: ".length()).strip();
            if (data.equals("[DONE]")) {
                ends.add("complete");
                continue;
            }
            JsonNode json = Json.read(data);
            if (json.has("error")) {
                ends.add(json.at("/error/code").stringValue().matches("stopped|client_gone") ? "cancelled" : "error");
                continue;
            }
            assertEquals(List.of(), ends, "nothing follows the end");
            ChatCompletionChunk chunk = OPENAI.readValue(data, ChatCompletionChunk.class).validate();
            chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
            json.at("/rill/sources").valueStream().forEach(source -> paths.add(source.get("path").stringValue()));
        }
        assertEquals(List.of(EncodedStream.end(events)), ends);
        assertEquals(EncodedStream.text(events), text.toString());
        assertEquals(EncodedStream.paths(events), paths);
    }
}
