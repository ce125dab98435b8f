package dev.rill.server;

import dev.rill.launch.Guard;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A client over one HTTP/1.1 connection that shows every byte of a stream, frame by frame, whatever they mean. Closed
 * or reset by the test.
 */
public final class FrameStream implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private int chunkLeft;
    private boolean ended;

    private FrameStream(Duration patience, int port, String head, byte[] body) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            status = head();
            ended = "0".equals(headers.get("content-length")); // nothing follows, though the connection stays open
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private int head() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.")) {
            throw new IOException("closed without an answer: " + statusLine);
        }
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        }
        return Integer.parseInt(statusLine.split(" ")[1]);
    }

    /** One that waits no longer than this for each of the bytes. */
    public static FrameStream post(Duration patience, int port, String path, String json, String... headers)
            throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new FrameStream(patience, port, "POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n" + lines(headers)
                + "\r\n", body);
    }

    /** One that waits no longer than this for each of the bytes. */
    public static FrameStream get(Duration patience, int port, String path, String... headers) throws IOException {
        return send(patience, port, "GET", path, headers);
    }

    /** Without a body; waits no longer than this for each of the bytes. */
    public static FrameStream send(Duration patience, int port, String method, String path, String... headers)
            throws IOException {
        return new FrameStream(patience, port, method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + lines(headers) + "\r\n", new byte[0]);
    }

    /** Posts JSON; extra headers as whole lines. */
    public static FrameStream post(int port, String path, String json, String... headers) throws IOException {
        return post(Guard.TIME, port, path, json, headers);
    }

    public static FrameStream get(int port, String path, String... headers) throws IOException {
        return get(Guard.TIME, port, path, headers);
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
    public String body() throws IOException {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Waits for the next frame, with its empty line; empty at the end of the response. */
    public Optional<String> next() throws IOException {
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
                return Optional.of(frame.toString(StandardCharsets.UTF_8));
            }
            last = b;
        }
    }

    /** Reads to the end of the response. */
    public List<String> rest() throws IOException {
        List<String> frames = new ArrayList<>();
        for (Optional<String> frame = next(); frame.isPresent(); frame = next()) {
            frames.add(frame.get());
        }
        return frames;
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
