package dev.rill.server;

import dev.rill.launch.Guard;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of event streams over one HTTP/1.1 connection that shows every byte: frames as they came, comments too.
 * Closed or reset by the test.
 */
public final class EventStream implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private int chunkLeft;
    private boolean ended;

    /** One frame: {@code id} and {@code event} empty for a comment, which stands in {@code data} with its colon. */
    public record Event(String id, String event, String data, String frame) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        public boolean terminal() {
            return event.equals("complete") || event.equals("error") || event.equals("cancelled");
        }
    }

    private EventStream(int port, String head, byte[] body) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Guard.MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        socket.getOutputStream().write(request.toByteArray());
        status = Integer.parseInt(line().split(" ")[1]);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        }
    }

    /** Posts a question; extra headers as whole lines. */
    public static EventStream ask(int port, String threadId, String message, String... headers) throws IOException {
        return post(port, JsonMapper.shared().writeValueAsString(Map.of("threadId", threadId, "message", message)),
                headers);
    }

    public static EventStream post(int port, String json, String... headers) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new EventStream(port, "POST /chat/stream HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n" + lines(headers)
                + "\r\n", body);
    }

    /** Resumes after an event; from the first where {@code lastEventId} is empty. */
    public static EventStream resume(int port, String messageId, Optional<String> lastEventId, String... headers)
            throws IOException {
        return new EventStream(port, "GET /chat/stream/" + messageId + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + lastEventId.map(id -> "Last-Event-ID: " + id + "\r\n").orElse("") + lines(headers) + "\r\n",
                new byte[0]);
    }

    private static String lines(String... headers) {
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        return lines.toString();
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body of an answer that is not a stream. */
    public JsonNode problem() throws IOException {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return JsonMapper.shared().readTree(in.readNBytes(length));
    }

    /** Waits for the next frame, comments included; empty at the end of the response. */
    public Optional<Event> nextFrame() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int last = 0;
        while (true) {
            int b = bodyByte();
            if (b < 0) {
                return Optional.empty();
            }
            frame.write(b);
            raw.write(b);
            if (b == '\n' && last == '\n') {
                return Optional.of(parse(frame.toString(StandardCharsets.UTF_8)));
            }
            last = b;
        }
    }

    /** Waits for the next event; comments are passed over. */
    public Event next() throws IOException {
        while (true) {
            Event event = nextFrame().orElseThrow(() -> new AssertionError("the stream ended; so far: " + raw));
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
        line();
        return in.read();
    }

    /** Every byte of the body so far. */
    public String raw() {
        return raw.toString(StandardCharsets.UTF_8);
    }

    public Socket socket() {
        return socket;
    }

    /** Leaves with RST instead of FIN. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
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

    private int bodyByte() throws IOException {
        if (ended) {
            return -1;
        }
        if (chunkLeft == 0) {
            String size = line();
            chunkLeft = size.isEmpty() ? 0 : Integer.parseInt(size, 16);
            if (chunkLeft == 0) {
                ended = true;
                return -1;
            }
        }
        int b = in.read();
        if (b < 0) {
            ended = true;
            return -1;
        }
        if (--chunkLeft == 0) {
            line();
        }
        return b;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
