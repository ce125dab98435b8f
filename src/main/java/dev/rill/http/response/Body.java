package dev.rill.http.response;

import dev.rill.http.body.BodyMemory;
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
    static void make(ServerRequest request, ServerResponse response, Supplier<byte[]> body) {
        try (BodyMemory.Hold hold = BodyMemory.of(request).hold()) {
            sendKept(request, response, hold.made(body));
        }
    }

    /** Of a body that is kept for all who ask. */
    public static void sendKept(ServerRequest request, ServerResponse response, byte[] body) {
        if (isHead(request)) {
            response.headers().set(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            response.send();
        } else {
            response.send(body);
        }
    }
}
