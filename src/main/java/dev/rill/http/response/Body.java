package dev.rill.http.response;

import dev.rill.http.body.BodyMemory;
import dev.rill.http.connection.WatchedConnection;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Sends a body, or for HEAD only its length. Any thread. */
public final class Body {
    private static final int PIECE_BYTES = 16 * 1024;

    private Body() {
    }

    /** Of an answer that has a body, but for HEAD; its length is not said. */
    public static void sendHead(ServerResponse response) {
        try (OutputStream out = response.outputStream()) {
            out.write(new byte[0]);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isHead(ServerRequest request) {
        return request.prologue().method() == Method.HEAD;
    }

    /** Of a body that was made for this answer, and is held until its client has taken it. */
    public static void send(ServerRequest request, ServerResponse response, byte[] body) {
        try (BodyMemory.Hold hold = BodyMemory.of(request).hold()) {
            hold.grownTo(isHead(request) ? 0 : body.length);
            sendKept(request, response, body);
        }
    }

    /** Of a body that may be large: it is made here, and what it is made of is not kept while it is sent. */
    public static void make(ServerRequest request, ServerResponse response, Supplier<byte[]> body) {
        try (BodyMemory.Hold hold = BodyMemory.of(request).hold()) {
            sendKept(request, response, hold.made(body));
        }
    }

    /**
     * Of a body that is kept for all who ask. Whoever waits for the client to take it is woken when the client leaves.
     *
     * @throws io.helidon.webserver.CloseConnectionException where that happens
     */
    public static void sendKept(ServerRequest request, ServerResponse response, byte[] body) {
        WatchedConnection.of(request).writing(request, () -> write(request, response, body));
    }

    /** The server beneath would copy a body to stand behind the head, so a large one is written in pieces. */
    private static void write(ServerRequest request, ServerResponse response, byte[] body) throws IOException {
        if (!isHead(request) && body.length <= PIECE_BYTES) {
            response.send(body);
            return;
        }
        response.headers().set(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        if (isHead(request)) {
            response.send();
            return;
        }
        try (OutputStream out = response.outputStream()) {
            for (int from = 0; from < body.length; from += PIECE_BYTES) {
                out.write(body, from, Math.min(PIECE_BYTES, body.length - from));
            }
        }
    }
}
