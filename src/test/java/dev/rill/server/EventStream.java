package dev.rill.server;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of event streams over one HTTP/1.1 connection that shows every byte: frames as they came, comments too.
 * Closed or reset by the test.
 */
public final class EventStream implements AutoCloseable {
    private final FrameStream frames;

    /** One frame: {@code id} and {@code event} empty for a comment, which stands in {@code data} with its colon. */
    public record Event(String id, String event, String data, String frame) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        public boolean terminal() {
            return event.equals("complete") || event.equals("error") || event.equals("cancelled");
        }
    }

    private EventStream(FrameStream frames) {
        this.frames = frames;
    }

    /** Posts a question; extra headers as whole lines. */
    public static EventStream ask(int port, String threadId, String message, String... headers) throws IOException {
        return post(port, JsonMapper.shared().writeValueAsString(Map.of("threadId", threadId, "message", message)),
                headers);
    }

    public static EventStream post(int port, String json, String... headers) throws IOException {
        return new EventStream(FrameStream.post(port, "/chat/stream", json, headers));
    }

    /** Resumes after an event; from the first where {@code lastEventId} is empty. */
    public static EventStream resume(int port, String messageId, Optional<String> lastEventId, String... headers)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        lastEventId.ifPresent(id -> all.add("Last-Event-ID: " + id));
        return new EventStream(FrameStream.get(port, "/chat/stream/" + messageId, all.toArray(String[]::new)));
    }

    public int status() {
        return frames.status();
    }

    public Optional<String> header(String name) {
        return frames.header(name);
    }

    /** The body of an answer that is not a stream. */
    public JsonNode problem() throws IOException {
        return JsonMapper.shared().readTree(frames.body());
    }

    /** Waits for the next frame, comments included; empty at the end of the response. */
    public Optional<Event> nextFrame() throws IOException {
        return frames.next().map(EventStream::parse);
    }

    /** Waits for the next event; comments are passed over. */
    public Event next() throws IOException {
        while (true) {
            Event event = nextFrame().orElseThrow(() -> new AssertionError("the stream ended; so far: " + raw()));
            if (!event.event().isEmpty()) {
                return event;
            }
        }
    }

    /** Waits for the next event of a name; those before it are passed over. */
    public Event next(String name) throws IOException {
        Event event = next();
        while (!event.event().equals(name)) {
            event = next();
        }
        return event;
    }

    /** Reads to the end of the response. */
    public List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> frame = nextFrame(); frame.isPresent(); frame = nextFrame()) {
            if (!frame.get().event().isEmpty()) {
                events.add(frame.get());
            }
        }
        return events;
    }

    /** What comes after the whole response: -1 when the server has closed the connection. */
    public int afterEnd() throws IOException {
        return frames.afterEnd();
    }

    /** Every byte of the body so far. */
    public String raw() {
        return frames.raw();
    }

    public Socket socket() {
        return frames.socket();
    }

    /** Leaves with RST instead of FIN. */
    public void reset() throws IOException {
        frames.reset();
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /** One frame, its blank line included or not. */
    public static Event parse(String frame) {
        String id = "";
        String event = "";
        StringBuilder data = new StringBuilder();
        for (String line : frame.split("\n")) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line, 6, line.length());
            } else if (line.startsWith(":")) {
                data.append(line);
            } else if (!line.isEmpty() && !line.equals("retry: 500")) {
                throw new AssertionError("not a line of the contract: " + line);
            }
        }
        return new Event(id, event, data.toString(), frame);
    }
}
