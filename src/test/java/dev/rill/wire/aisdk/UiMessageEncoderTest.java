package dev.rill.wire.aisdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.AiSdkDialect;
import dev.rill.wire.EncodedStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UiMessageEncoderTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamEvent START = new StreamEvent.Start("m", "t", NOON);

    @Test
    void anAnswerWithASourceIsTheseFrames() {
        assertEquals("""
                data: {"type":"start","messageId":"m"}

                data: {"type":"start-step"}

                data: {"type":"data-step","data":{"step":"retrieval","status":"complete","message":"3 \"found\"","durationMs":7},"transient":true}

                data: {"type":"text-start","id":"text"}

                data: {"type":"text-delta","id":"text","delta":"See "}

                data: {"type":"text-delta","id":"text","delta":"[1]\\n"}

                data: {"type":"text-end","id":"text"}

                data: {"type":"source-document","sourceId":"1","mediaType":"text/markdown","title":"A","filename":"a/b.md",\
                "providerMetadata":{"rill":{"fromLine":3,"toLine":9,"place":{"kind":"lines","label":"lines 3–9","from":3,"to":9},\
                "score":0.25,"snippet":"s","hash":"0a"}}}

                data: {"type":"finish-step"}

                data: {"type":"finish","finishReason":"stop","messageMetadata":{"saved":true,\
                "usage":{"promptTokens":1,"completionTokens":2,"totalTokens":3}}}

                data: [DONE]

                """.replace("3 \"found\"", "3 \\\"found\\\""), String.join("", frames(START,
                new StreamEvent.Step("retrieval", StreamEvent.StepStatus.COMPLETE, "3 \"found\"", NOON,
                        OptionalLong.of(7)),
                new StreamEvent.Token("See "), new StreamEvent.Token("[1]\n"),
                new StreamEvent.Complete("m", "t", NOON, "See [1]\n", List.of(new Source(1, "a/b.md", "A", 3, 9, 0.25,
                        "s", "0a", Optional.empty())), Optional.of(new Usage(1, 2, 3)), 9, true, FinishReason.STOP))));
    }

    @Test
    void anErrorBehindATextClosesItAndSaysWhat() {
        assertEquals("""
                data: {"type":"start","messageId":"m"}

                data: {"type":"start-step"}

                data: {"type":"text-start","id":"text"}

                data: {"type":"text-delta","id":"text","delta":"a"}

                data: {"type":"text-end","id":"text"}

                data: {"type":"finish-step"}

                data: {"type":"error","errorText":"The model broke off."}

                data: [DONE]

                """, String.join("", frames(START, new StreamEvent.Token("a"), new StreamEvent.Failed("m", NOON,
                "The model broke off.", ErrorCode.MODEL_TRUNCATED, Optional.empty(), true, OptionalLong.empty()))));
    }

    @Test
    void aReasonIsOneThatTheClientKnows() {
        for (String word : List.of("stop", "length", "content_filter", "refusal", "tool_calls", "own.word")) {
            List<String> frames = frames(START,
                    new StreamEvent.Complete("m", "t", NOON, "", List.of(), Optional.empty(),
                    9, true, new FinishReason(word)));
            String reason = AiSdkDialect.part(frames.get(frames.size() - 2)).get("finishReason").stringValue();
            assertTrue(Set.of("stop", "length", "content-filter", "other").contains(reason), reason);
        }
    }

    @Test
    void whateverHappensTheFramesFollowTheGrammarAndSayTheSame() {
        Random random = new Random(11);
        for (int i = 0; i < 1_000; i++) {
            List<StreamEvent> events = RandomEvents.stream(random);
            List<String> frames = EncodedStream.frames(new UiMessageEncoder(), events);
            AiSdkDialect dialect = new AiSdkDialect();
            assertEquals(EncodedStream.end(events), dialect.end(frames));
            assertEquals(EncodedStream.text(events), dialect.text(frames));
            assertEquals(((StreamEvent.Start) events.getFirst()).messageId(), dialect.messageId(frames.getFirst()));
            List<JsonNode> sources = frames.stream().filter(frame -> frame.contains("\"source-document\""))
                    .map(AiSdkDialect::part).toList();
            assertEquals(events.getLast() instanceof StreamEvent.Complete complete
                    ? complete.sources().stream().map(Source::path).toList() : List.of(),
                    sources.stream().map(source -> source.get("filename").stringValue()).toList());
        }
    }

    private static List<String> frames(StreamEvent... events) {
        return EncodedStream.frames(new UiMessageEncoder(), List.of(events));
    }
}
