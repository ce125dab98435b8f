package dev.rill.faults.client;

import dev.rill.faults.Standstill;
import dev.rill.faults.Unread;
import dev.rill.server.EventStream;
import dev.rill.server.Http2Stream;
import java.io.IOException;
import java.net.Socket;

/** A client that asks, reads up to some point, and leaves in its own way. */
interface Departure extends AutoCloseable {

    /** How a client can leave. */
    enum Way { FIN, RST, RST_STREAM }

    /** Reads until a text has come; nothing where it is empty. */
    void readUntil(String text) throws IOException;

    void leave() throws IOException;

    /** What is left to close after it has left. */
    @Override
    void close() throws IOException;

    static Departure asking(int port, String threadId, Standstill where, Way way) throws IOException {
        String json = "{\"threadId\":\"" + threadId + "\",\"message\":\"Count\"}";
        return switch (way) {
            case FIN, RST -> where == Standstill.UNREAD
                    ? unread(Unread.ask(port, threadId, "cancel"), way) : http1(EventStream.post(port, json), way);
            case RST_STREAM -> http2(new Http2Stream(port, "/chat/stream", json));
        };
    }

    private static Departure unread(Socket socket, Way way) {
        return new Departure() {
            @Override
            public void readUntil(String text) {
                // it reads nothing
            }

            @Override
            public void leave() throws IOException {
                if (way == Way.RST) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    private static Departure http1(EventStream stream, Way way) {
        return new Departure() {
            @Override
            public void readUntil(String text) throws IOException {
                String frame = stream.next().frame();
                while (!frame.contains(text)) {
                    frame = stream.next().frame();
                }
            }

            @Override
            public void leave() throws IOException {
                if (way == Way.RST) {
                    stream.reset();
                } else {
                    stream.close();
                }
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    private static Departure http2(Http2Stream stream) {
        return new Departure() {
            @Override
            public void readUntil(String text) throws IOException {
                stream.readUntil(text);
            }

            @Override
            public void leave() throws IOException {
                stream.reset();
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
