package dev.rill.server;

import dev.rill.launch.Guard;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One POST over HTTP/2 with prior knowledge, frame by frame (RFC 9113, RFC 7541 without compression). */
public final class Http2Stream implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int CANCEL = 8;

    private final Socket socket;
    private final DataInputStream in;
    private final StringBuilder body = new StringBuilder();
    private boolean ended;

    public Http2Stream(int port, String path, String json) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Guard.MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.write(0x83);
        headers.write(0x86);
        literal(headers, 4, path);
        literal(headers, 1, "localhost:" + port);
        literal(headers, 31, "application/json");
        literal(headers, 28, Integer.toString(content.length));
        frame(HEADERS, END_HEADERS, 1, headers.toByteArray());
        frame(DATA, END_STREAM, 1, content);
    }

    /** Reads until the body holds a text, or the stream has ended. */
    public String readUntil(String text) throws IOException {
        while (body.indexOf(text) < 0 && !ended) {
            readFrame();
        }
        return body.toString();
    }

    public String readToEnd() throws IOException {
        while (!ended) {
            readFrame();
        }
        return body.toString();
    }

    /** Leaves this stream; the connection stays open. */
    public void reset() throws IOException {
        frame(RST_STREAM, 0, 1, new byte[] {0, 0, 0, CANCEL});
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readFrame() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            switch (type) {
                case DATA -> {
                    body.append(new String(payload, StandardCharsets.UTF_8));
                    if (length > 0) {
                        windowUpdate(0, length);
                        windowUpdate(stream, length);
                    }
                }
                case SETTINGS -> {
                    if ((flags & 1) == 0) {
                        frame(SETTINGS, 1, 0, new byte[0]);
                    }
                }
                case RST_STREAM -> ended = true;
                default -> { }
            }
            ended |= (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        } catch (EOFException e) {
            ended = true;
        }
    }

    private void windowUpdate(int stream, int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, stream,
                new byte[] {(byte) (bytes >> 24), (byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes});
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        frame.writeBytes(new byte[] {(byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8),
            (byte) stream});
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** A literal without indexing whose name stands in the static table. */
    private static void literal(ByteArrayOutputStream out, int nameIndex, String value) {
        if (nameIndex < 15) {
            out.write(nameIndex);
        } else {
            out.write(15);
            out.write(nameIndex - 15);
        }
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
