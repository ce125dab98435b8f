package dev.rill.wire.agui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.StreamEvent.StepStatus;
import dev.rill.stream.Usage;
import dev.rill.wire.AgUiDialect;
import dev.rill.wire.EncodedStream;
import dev.rill.wire.SourceList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgUiEncoderTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SourceList UNLISTED = new SourceList(Optional.empty());
    private static final StreamEvent START = new StreamEvent.Start("m", "t", NOON);

    @Test
    void anAnswerWithASourceIsTheseFrames() {
        assertEquals("""
                data: {"type":"RUN_STARTED","threadId":"t","runId":"r","metadata":{"messageId":"m"}}

                data: {"type":"STEP_STARTED","stepName":"retrieval"}

                data: {"type":"CUSTOM","name":"step","value":{"step":"retrieval","status":"started","message":"Searching"}}

                data: {"type":"CUSTOM","name":"step","value":{"step":"retrieval","status":"complete","message":"3","durationMs":7}}

                data: {"type":"STEP_FINISHED","stepName":"retrieval"}

                data: {"type":"TEXT_MESSAGE_START","messageId":"m","role":"assistant"}

                data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"See "}

                data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"[1]"}

                data: {"type":"TEXT_MESSAGE_END","messageId":"m"}

                data: {"type":"CUSTOM","name":"sources","value":[{"id":1,"path":"a/b.md","title":"A","fromLine":3,"toLine":9,\
                "place":{"kind":"lines","label":"lines 3–9","from":3,"to":9},\
                "score":0.25,"snippet":"s","hash":"0a","text":"T"}]}

                data: {"type":"RUN_FINISHED","threadId":"t","runId":"r","result":{"messageId":"m","finishReason":"stop",\
                "saved":true},"outcome":{"type":"success"},"usage":[{"inputTokens":1,"outputTokens":2}]}

                """, String.join("", frames(START, step(StepStatus.STARTED, "Searching", OptionalLong.empty()),
                step(StepStatus.COMPLETE, "3", OptionalLong.of(7)), new StreamEvent.Token("See "),
                        new StreamEvent.Token("[1]"),
                new StreamEvent.Complete("m", "t", NOON, "See [1]", List.of(new Source(1, "a/b.md", "A", 3, 9, 0.25,
                        "s",
                        "0a", Optional.of("T"))), Optional.of(new Usage(1, 2, 3)), 9, true, FinishReason.STOP))));
    }

    @Test
    void aStopClosesWhatIsOpenAndSaysThatTheRunWasCancelled() {
        assertEquals("""
                data: {"type":"RUN_STARTED","threadId":"t","runId":"r","metadata":{"messageId":"m"}}

                data: {"type":"STEP_STARTED","stepName":"retrieval"}

                data: {"type":"CUSTOM","name":"step","value":{"step":"retrieval","status":"started","message":"x"}}

                data: {"type":"TEXT_MESSAGE_START","messageId":"m","role":"assistant"}

                data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"a"}

                data: {"type":"TEXT_MESSAGE_END","messageId":"m"}

                data: {"type":"STEP_FINISHED","stepName":"retrieval"}

                data: {"type":"RUN_FINISHED","threadId":"t","runId":"r","outcome":{"type":"cancelled"}}

                """, String.join("", frames(START, step(StepStatus.STARTED, "x", OptionalLong.empty()),
                new StreamEvent.Token("a"), new StreamEvent.Cancelled("m", NOON, Optional.of("retrieval"),
                        StreamEvent.CancelReason.STOPPED))));
    }

    @Test
    void anErrorIsTheLastEvent() {
        assertEquals("data: {\"type\":\"RUN_ERROR\",\"message\":\"It broke off.\",\"code\":\"MODEL_TRUNCATED\"}\n\n",
                frames(START, new StreamEvent.Failed("m", NOON, "It broke off.", ErrorCode.MODEL_TRUNCATED,
                        Optional.empty(), true, OptionalLong.empty())).getLast());
    }

    @Test
    void whateverHappensTheFramesFollowTheGrammarAndSayTheSame() {
        Random random = new Random(13);
        for (int i = 0; i < 1_000; i++) {
            List<StreamEvent> events = RandomEvents.stream(random);
            List<String> frames = EncodedStream.frames(new AgUiEncoder("r" + i, UNLISTED), events);
            AgUiDialect dialect = new AgUiDialect();
            assertEquals(EncodedStream.end(events), dialect.end(frames));
            assertEquals(EncodedStream.text(events), dialect.text(frames));
            assertEquals(((StreamEvent.Start) events.getFirst()).messageId(), dialect.messageId(frames.getFirst()));
            List<String> paths = frames.stream().filter(frame -> frame.contains("\"name\":\"sources\""))
                    .map(AgUiDialect::event).flatMap(event -> event.get("value").valueStream())
                    .map(source -> source.get("path").stringValue()).toList();
            assertEquals(events.getLast() instanceof StreamEvent.Complete complete
                    ? complete.sources().stream().map(Source::path).toList() : List.of(), paths);
        }
    }

    private static StreamEvent step(StepStatus status, String message, OptionalLong duration) {
        return new StreamEvent.Step("retrieval", status, message, NOON, duration);
    }

    private static List<String> frames(StreamEvent... events) {
        return EncodedStream.frames(new AgUiEncoder("r", UNLISTED), List.of(events));
    }
}
