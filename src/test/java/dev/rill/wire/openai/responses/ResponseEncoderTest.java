package dev.rill.wire.openai.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.EncodedStream;
import dev.rill.wire.ResponsesDialect;
import dev.rill.wire.openai.api.DocumentLinks;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.5Z");
    private static final int TOKENS = 1_000;

    @Test
    void whateverHappensInAStreamIsToldByTheRulesOfTheApi() {
        Random random = new Random(17);
        for (int run = 0; run < 300; run++) {
            List<StreamEvent> events = RandomEvents.stream(random);
            boolean results = random.nextBoolean();
            List<String> frames = EncodedStream.frames(encoder(results), events);
            assertEquals(EncodedStream.end(events), new ResponsesDialect(false).end(frames));
            assertEquals(EncodedStream.text(events), new ResponsesDialect().text(frames));
        }
    }

    /** Beside the frame its text is kept, which the last events repeat; what is allocated is paid with every token. */
    @Test
    void aTokenAllocatesNoMoreThanItsText() {
        StreamEvent.Token token = new StreamEvent.Token(" Ümläut \"quoted\" 🎉");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 20; run++) {
            ResponseEncoder encoder = encoder(false);
            FrameBuffer out = new FrameBuffer(TOKENS * 400);
            encoder.encode(1, new StreamEvent.Start("m", "t", NOW), out);
            encoder.encode(2, token, out);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TOKENS; i++) {
                encoder.encode(3 + i, token, out);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        int text = TOKENS * token.content().length() * 2;
        assertTrue(least < 5 * text, least + " bytes for a text of " + text);
    }

    private static ResponseEncoder encoder(boolean results) {
        return new ResponseEncoder(new ResponseProgress("m", NOW, ResponseParameters.unknown(Optional.empty())
                .including(results), new DocumentLinks("https://docs.example")));
    }
}
