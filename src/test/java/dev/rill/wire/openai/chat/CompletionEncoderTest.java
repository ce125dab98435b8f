package dev.rill.wire.openai.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rill.http.response.Json;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.SourceList;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CompletionEncoderTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.5Z");
    private static final DocumentLinks LINKS = new DocumentLinks("https://docs.example");
    private static final int TOKENS = 1_000;

    private final CompletionEncoder encoder = new CompletionEncoder(true, LINKS, SourceList.where(false, LINKS));

    @ParameterizedTest
    @CsvSource({"stop, stop", "length, length", "content_filter, content_filter", "refusal, content_filter",
        "end_turn, stop", "tool_calls, stop"})
    void aReasonIsOneThatClientsKnow(String ours, String told) {
        List<String> frames = after(complete("Hi", List.of(), Optional.empty(), new FinishReason(ours)));
        assertEquals(told, data(frames.get(0)).at("/choices/0/finish_reason").stringValue());
        assertEquals("data: [DONE]", frames.get(1));
        assertEquals(2, frames.size(), "nobody counted");
    }

    @Test
    void aBracketOfSeveralNumbersIsSeveralAnnotations() {
        Source first = new Source(1, "a b/ü #1.md", "First", 3, 9, 1.5, "…", "abc", Optional.empty());
        Source other = new Source(2, "c.txt", "Other", 1, 2, 1, "…", "", Optional.empty());
        List<String> frames = after(complete("So it is [1, 2], not items[1] [7].", List.of(first, other),
                Optional.of(new Usage(1, 2, 3)), FinishReason.STOP));
        JsonNode annotations = data(frames.get(0)).at("/choices/0/delta/annotations");
        assertEquals("""
                [{"type":"url_citation","url_citation":{"start_index":9,"end_index":15,"title":"First",\
                "url":"https://docs.example/documents/a%20b/%C3%BC%20%231.md?from=3&to=9&hash=abc"}},\
                {"type":"url_citation","url_citation":{"start_index":9,"end_index":15,"title":"Other",\
                "url":"https://docs.example/documents/c.txt?from=1&to=2"}}]""", annotations.toString());
        assertEquals(2, data(frames.get(0)).at("/rill/sources").size());
        assertEquals("{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}",
                data(frames.get(2)).get("usage").toString());
        assertEquals(4, frames.size());
    }

    @Test
    void aFailureIsAnErrorAndNothingFollowsIt() {
        List<String> frames = after(new StreamEvent.Failed("m", NOW, "It \"broke\".", ErrorCode.MODEL_STALLED,
                Optional.empty(), true, OptionalLong.empty()));
        assertEquals(List.of("data: {\"error\":{\"message\":\"It \\\"broke\\\".\",\"type\":\"server_error\","
                + "\"param\":null,\"code\":\"model_stalled\"}}"), frames);
    }

    /** Nothing at all, as a token of Rill's own protocol; what an encoder allocates is paid with every token. */
    @Test
    void aTokenAllocatesNothing() {
        StreamEvent.Token token = new StreamEvent.Token(" Ümläut \"quoted\" 🎉");
        FrameBuffer out = new FrameBuffer(TOKENS * 300);
        encoder.encode(1, start(), out);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 20; run++) {
            out = new FrameBuffer(TOKENS * 300);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TOKENS; i++) {
                encoder.encode(2 + i, token, out);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < TOKENS, least + " bytes for " + TOKENS + " tokens");
        assertEquals(TOKENS, out.frames());
    }

    @Test
    void theEventsOfAStreamAreEachSomethingThatClientsRead() {
        FrameBuffer out = new FrameBuffer(100);
        encoder.encode(1, start(), out);
        encoder.encode(2, new StreamEvent.Step("retrieval", StreamEvent.StepStatus.COMPLETE, "a \"b\"", NOW,
                OptionalLong.of(7)), out);
        List<String> frames = frames(out);
        assertEquals("{\"step\":\"retrieval\",\"status\":\"complete\",\"message\":\"a \\\"b\\\"\",\"durationMs\":7}",
                data(frames.get(1)).get("rill").toString());
        assertEquals(": keep-alive\n\n", new String(encoder.keepAlive(), StandardCharsets.US_ASCII));
    }

    private static StreamEvent.Start start() {
        return new StreamEvent.Start("m", "t", NOW);
    }

    private static StreamEvent.Complete complete(String text, List<Source> sources, Optional<Usage> usage,
                                                 FinishReason reason) {
        return new StreamEvent.Complete("m", "t", NOW, text, sources, usage, 5, false, reason);
    }

    /** What comes behind the first frame. */
    private List<String> after(StreamEvent event) {
        FrameBuffer out = new FrameBuffer(100);
        encoder.encode(1, start(), out);
        encoder.encode(2, event, out);
        List<String> frames = frames(out);
        return frames.subList(1, frames.size());
    }

    private static List<String> frames(FrameBuffer out) {
        List<String> frames = List.of(new String(out.toByteArray(), StandardCharsets.UTF_8).split("\n\n"));
        assertEquals(out.frames(), frames.size());
        return frames;
    }

    private static JsonNode data(String frame) {
        return Json.read(frame.substring("data: ".length()));
    }
}
