package dev.rill.wire.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RillCodecTest {
    private final RillCodec codec = new RillCodec();

    @Test
    void aFrameHasOneSpaceAfterEachColonItsIdLastAndEndsWithAnEmptyLine() {
        assertEquals("event: token\ndata: {\"content\":\"Hi \"}\nid: 42\n\n", frame(42, new StreamEvent.Token("Hi ")));
    }

    @Test
    void theFirstFrameSaysHowSoonToConnectAgainAndNoOtherDoes() {
        Instant noon = Instant.parse("2026-03-01T12:00:00.123456Z");
        assertEquals("""
                event: start
                data: {"messageId":"m","threadId":"t","timestamp":"2026-03-01T12:00:00.123Z"}
                retry: 500
                id: 1

                """, frame(1, new StreamEvent.Start("m", "t", noon)));
        for (StreamEvent other : List.of(new StreamEvent.Token("retry: 1"),
                new StreamEvent.Cancelled("m", noon, Optional.empty(), StreamEvent.CancelReason.STOPPED),
                new StreamEvent.Failed("m", noon, "no", ErrorCode.INTERNAL, Optional.of("generation"), false,
                        OptionalLong.of(5)))) {
            assertTrue(frame(7, other).matches("event: \\w+\ndata: \\{.*}\nid: 7\n\n"), frame(7, other));
        }
    }

    @Test
    void anyTextComesBackAsItWas() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            String text = RandomEvents.text(random);
            String frame = frame(1, new StreamEvent.Token(text));
            String data = frame.substring(frame.indexOf("data: ") + 6, frame.indexOf("\nid: "));
            assertFalse(data.contains("\n") || data.contains("\r"), "one line of data");
            assertEquals(text, JsonMapper.shared().readTree(data).get("content").stringValue());
        }
    }

    @Test
    void aHalfSurrogatePairBecomesTheReplacementCharacter() {
        assertTrue(frame(1, new StreamEvent.Token("a\uD83Db")).contains("a\uFFFDb"));
    }

    @Test
    void everyEventIsReadBackAsItWasWritten() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            List<StreamEvent> events = RandomEvents.stream(random);
            FrameBuffer out = new FrameBuffer(16);
            for (int id = 1; id <= events.size(); id++) {
                codec.encode(id, events.get(id - 1), out);
            }
            assertEquals(events.size(), out.frames());
            assertEquals(events, codec.decode(out.toByteArray()));
        }
    }

    private String frame(long id, StreamEvent event) {
        FrameBuffer out = new FrameBuffer(16);
        codec.encode(id, event, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
