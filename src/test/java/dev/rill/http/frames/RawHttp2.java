package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderBlock;
import dev.rill.http.frames.header.HeaderDecoder;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import dev.rill.http.frames.stream.ClientStreams;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * An HTTP/2 client that sends exactly the frames it is told to, and notes each answer. One thread; closed by the test.
 */
public final class RawHttp2 implements AutoCloseable {
    public static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final DataInputStream in;
    private final HeaderDecoder decoder = new HeaderDecoder(1 << 20);
    private final Map<Integer, StringBuilder> bodies = new HashMap<>();
    private final List<String> answers = new ArrayList<>();
    private final List<Integer> ended = new ArrayList<>();
    private final Map<Integer, Long> windows = new HashMap<>();
    private long firstWindow = ClientStreams.FIRST_WINDOW;
    private long connectionWindow = ClientStreams.FIRST_WINDOW;
    private boolean settled;
    private int pings;
    private boolean closed;

    /** Says only how HTTP/2 begins. */
    public RawHttp2(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(PREFACE);
    }

    /** With SETTINGS, so that requests may follow. */
    public static RawHttp2 begun(int port) throws IOException {
        RawHttp2 client = new RawHttp2(port);
        client.send(Frame.of(Frame.SETTINGS, 0, 0, new byte[0]));
        return client;
    }

    /** The same, and each stream's window is that at first (RFC 9113, section 6.5.2). */
    public static RawHttp2 begun(int port, int window) throws IOException {
        return begun(new Socket(InetAddress.getLoopbackAddress(), port), window);
    }

    /** The same over a connection that is there. */
    public static RawHttp2 begun(Socket socket, int window) throws IOException {
        RawHttp2 client = new RawHttp2(socket);
        client.send(Frame.of(Frame.SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array()));
        return client;
    }

    /** Frames that the server may not want any more are lost. */
    void send(Frame... frames) throws IOException {
        try {
            for (Frame frame : frames) {
                socket.getOutputStream().write(frame.bytes());
            }
        } catch (SocketException e) {
            // its last words are still to be read
        }
    }

    void send(byte[] frames) throws IOException {
        socket.getOutputStream().write(frames);
    }

    public void get(int stream, String path) throws IOException {
        get(stream, request("GET", path));
    }

    /** The same with another field. */
    public void get(int stream, String path, String name, String value) throws IOException {
        List<HeaderField> fields = request("GET", path);
        fields.add(new HeaderField(name, value));
        get(stream, fields);
    }

    private void get(int stream, List<HeaderField> fields) throws IOException {
        send(Frame.of(Frame.HEADERS, Frame.END_STREAM | Frame.END_HEADERS, stream, HeaderEncoder.encode(fields)));
    }

    public void post(int stream, String path, String json) throws IOException {
        openPost(stream, path);
        send(Frame.of(Frame.DATA, Frame.END_STREAM, stream, json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Its body is still to come. */
    public void openPost(int stream, String path) throws IOException {
        List<HeaderField> fields = request("POST", path);
        fields.add(new HeaderField("content-type", "application/json"));
        send(Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, HeaderEncoder.encode(fields)));
    }

    static List<HeaderField> request(String method, String path) {
        return new ArrayList<>(List.of(new HeaderField(":method", method), new HeaderField(":scheme", "http"),
                new HeaderField(":authority", "localhost"), new HeaderField(":path", path)));
    }

    /** The server may send that much more on the stream, or for 0 on the connection. */
    public void maySend(int stream, int bytes) throws IOException {
        send(Frame.windowUpdate(stream, bytes));
    }

    /** A part of a body. */
    public void data(int stream, byte[] part, boolean last) throws IOException {
        send(Frame.of(Frame.DATA, last ? Frame.END_STREAM : 0, stream, part));
    }

    /** Reads until that much more may be sent on the stream, and notes that it is; or until the stream has ended. */
    void windowFor(int stream, int bytes) throws IOException {
        readUntil(() -> settled && connectionWindow >= bytes
                && firstWindow + windows.getOrDefault(stream, 0L) >= bytes || hasEnded(stream));
        connectionWindow -= bytes;
        windows.merge(stream, (long) -bytes, Long::sum);
    }

    /** Reads until the server has said what it allows. */
    void settled() throws IOException {
        readUntil(() -> settled && connectionWindow > ClientStreams.FIRST_WINDOW);
    }

    public void reset(int stream) throws IOException {
        send(Frame.rstStream(stream, Http2ErrorCode.CANCEL));
    }

    /** {@code 3:200} or {@code 3:RST CANCEL}, in the order in which they came, and {@code GOAWAY NO_ERROR 3}. */
    public List<String> answers() {
        return List.copyOf(answers);
    }

    public String body(int stream) {
        return bodies.getOrDefault(stream, new StringBuilder()).toString();
    }

    public boolean hasEnded(int stream) {
        return ended.contains(stream);
    }

    public boolean isClosed() {
        return closed;
    }

    /** Reads until that is so, or the server has closed the connection. */
    public void readUntil(BooleanSupplier condition) throws IOException {
        while (!closed && !condition.getAsBoolean()) {
            try {
                read();
            } catch (EOFException | SocketException e) {
                closed = true;
            }
        }
    }

    /** Sends a PING and reads until it is answered, or the server has closed the connection. */
    public void ping() throws IOException {
        int before = pings;
        send(Frame.of(Frame.PING, 0, 0, new byte[8]));
        readUntil(() -> pings > before);
    }

    private void read() throws IOException {
        byte[] header = new byte[Frame.HEADER_BYTES];
        in.readFully(header);
        Frame first = new Frame(header);
        byte[] whole = Arrays.copyOf(header, header.length + first.length());
        in.readFully(whole, header.length, first.length());
        Frame frame = new Frame(whole);
        int stream = frame.stream();
        switch (frame.type()) {
            case Frame.HEADERS -> {
                if (decoder.decode(frame.content()) instanceof HeaderBlock.Fields block) {
                    answers.add(stream + ":" + block.fields().getFirst().value());
                } else {
                    throw new IOException("headers that cannot be read");
                }
            }
            case Frame.DATA -> {
                bodies.computeIfAbsent(stream, _ -> new StringBuilder())
                        .append(new String(frame.content(), StandardCharsets.UTF_8));
                if (frame.length() > 0) {
                    send(Frame.windowUpdate(0, frame.length()));
                }
                if (frame.length() > 0 && !frame.has(Frame.END_STREAM)) {
                    send(Frame.windowUpdate(stream, frame.length()));
                }
            }
            case Frame.RST_STREAM -> {
                answers.add(stream + ":RST " + name(frame.payloadInt(0)));
                ended.add(stream);
            }
            case Frame.GOAWAY -> answers.add("GOAWAY " + name(frame.payloadInt(4)) + " " + frame.payloadInt(0));
            case Frame.SETTINGS -> {
                for (int at = 0; at < frame.length(); at += 6) {
                    if (frame.payloadInt(at) >>> 16 == 4) {
                        firstWindow = frame.payloadInt(at + 2);
                    }
                }
                settled = true;
            }
            case Frame.WINDOW_UPDATE -> {
                if (stream == 0) {
                    connectionWindow += frame.payloadInt(0);
                } else {
                    windows.merge(stream, (long) frame.payloadInt(0), Long::sum);
                }
            }
            case Frame.PING -> pings += frame.has(Frame.ACK) ? 1 : 0;
            default -> { }
        }
        if ((frame.type() == Frame.HEADERS || frame.type() == Frame.DATA) && frame.has(Frame.END_STREAM)) {
            ended.add(stream);
        }
    }

    private static String name(int code) {
        return Arrays.stream(Http2ErrorCode.values()).filter(known -> known.number() == code).findFirst()
                .map(Http2ErrorCode::name).orElseGet(() -> Integer.toString(code));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
