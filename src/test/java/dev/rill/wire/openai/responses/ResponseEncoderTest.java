package dev.rill.wire.openai.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.responses.ResponseStreamEvent;
import com.sun.management.ThreadMXBean;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.EncodedStream;
import dev.rill.wire.ResponsesDialect;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {
    private static final int TOKENS = 1_000;
    private static final JsonMapper OPENAI = ObjectMappers.jsonMapper();

    @Test
    void whateverHappensInAStreamIsToldByTheRulesOfTheApi() throws IOException {
        Random random = new Random(17);
        for (int run = 0; run < 1_000; run++) {
            List<StreamEvent> events = RandomEvents.stream(random).stream().map(event -> known(event, random)).toList();
            boolean results = random.nextBoolean();
            List<String> frames = EncodedStream.frames(ResponseForm.encoder(results), events);
            assertEquals(EncodedStream.end(events), new ResponsesDialect(false).end(frames));
            assertEquals(EncodedStream.text(events), new ResponsesDialect().text(frames));
            assertEquals(EncodedStream.paths(events), ResponsesDialect.last(frames).at("/rill/sources").valueStream()
                    .map(source -> source.get("path").stringValue()).toList());
            assertEquals(events.getLast() instanceof StreamEvent.Complete complete && !complete.saved(),
                    ResponsesDialect.last(frames).at("/rill/saved").isBoolean());
            for (String frame : frames.subList(0, frames.size() - 1)) { // the last says that it is done
                OPENAI.readValue(frame.substring(frame.indexOf("data: ") + 6), ResponseStreamEvent.class).validate();
            }
        }
    }

    /** With a step that the workflow has. */
    private static StreamEvent known(StreamEvent event, Random random) {
        String name = List.of("retrieval", "ranking", "generation", "own").get(random.nextInt(4));
        return event instanceof StreamEvent.Step step ? new StreamEvent.Step(name, step.status(), step.message(),
                step.timestamp(), step.duration()) : event;
    }

    /** Beside the frame its text is kept, which the last events repeat; what is allocated is paid with every token. */
    @Test
    void aTokenAllocatesNoMoreThanItsText() {
        StreamEvent.Token token = new StreamEvent.Token(" Ümläut \"quoted\" 🎉");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 20; run++) {
            ResponseEncoder encoder = ResponseForm.encoder(false);
            FrameBuffer out = new FrameBuffer(TOKENS * 400);
            encoder.encode(1, new StreamEvent.Start("m", "t", ResponseForm.NOW), out);
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
}
