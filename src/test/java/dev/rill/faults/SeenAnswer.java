package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stream as its client saw it.
 *
 * @param raw  every byte of its body
 * @param took from the post to the end
 * @param last from the event before the last to the last
 */
public record SeenAnswer(List<Event> events, String raw, Duration took, Duration last) {

    /** Posts a question. */
    public interface Post {
        EventStream post() throws IOException;
    }

    /** Reads to the end of the response, which has exactly one terminal event, its last. */
    public static SeenAnswer of(Post question) throws IOException {
        long begun = System.nanoTime();
        try (EventStream stream = question.post()) {
            assertEquals(200, stream.status());
            List<Event> events = new ArrayList<>();
            long before = begun;
            long ended = begun;
            for (Optional<Event> frame = stream.nextFrame(); frame.isPresent(); frame = stream.nextFrame()) {
                if (!frame.get().event().isEmpty()) {
                    events.add(frame.get());
                    before = ended;
                    ended = System.nanoTime();
                }
            }
            SeenAnswer seen = new SeenAnswer(events, stream.raw(), Duration.ofNanos(ended - begun),
                    Duration.ofNanos(ended - before));
            assertEquals(List.of(events.getLast()), events.stream().filter(Event::terminal).toList(), seen.raw);
            return seen;
        }
    }

    public Event end() {
        return events.getLast();
    }

    /** The tokens joined. */
    public String text() {
        return events.stream().filter(event -> event.event().equals("token"))
                .map(event -> event.json().get("content").stringValue()).collect(Collectors.joining());
    }

    /** That it ended with an error of a code, and tells nothing that the model server said or was sent as its key. */
    public SeenAnswer assertError(String code, boolean retryable) {
        assertEquals("error", end().event(), raw);
        assertEquals(code, end().json().get("code").stringValue(), raw);
        assertEquals(retryable, end().json().get("retryable").booleanValue(), raw);
        assertFalse(raw.contains("CANARY"), raw);
        return this;
    }

    /** How many keep-alive comments came. */
    public long comments() {
        return raw.lines().filter(line -> line.startsWith(":")).count();
    }

    public SeenAnswer assertComplete(String text) {
        assertEquals("complete", end().event(), raw);
        assertEquals(text, text());
        assertEquals(text, end().json().get("finalContent").stringValue());
        return this;
    }
}
