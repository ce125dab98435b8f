package dev.rill.model.transport;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.rill.config.HttpProxy;
import dev.rill.model.transport.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTP/1.1 to one server over pooled connections (RFC 9112). Follows no redirect, sets no read timeout
 * unless the request's options have one. The calling thread does all the work but to wait, which a {@link ReadLoop}
 * does for all; an interrupt ends the exchange and closes the connection. An event stream is handed out as it comes,
 * with a {@link ResponseBody}; any other body is read first, and where events are
 * wanted only that of a JSON object. Any thread; whoever made it closes it when no exchange is
 * open.
 */
public final class SocketHttpClient implements BlockingHttpClient {
    private static final int MOST_BODY = 32 * 1024 * 1024;
    private static final int MOST_ERROR_BODY = 64 * 1024;
    private static final int MOST_OBJECT = 2 * 1024 * 1024;
    private static final byte[] NOTHING = {};
    private static final String JSON = "application/json";
    private static final String EVENT_STREAM = "text/event-stream";

    private final Origin origin;
    private final String query;
    /** The proxy that gets the requests themselves. */
    private final Optional<HttpProxy> asked;
    private final ReadLoop loop = new ReadLoop();
    private final Connector connector;
    private final ConnectionPool pool;

    /**
     * @param baseUrl its query, where it has one, is that of every request
     * @param proxy   through which all goes: in a tunnel to a server with TLS, itself asked where there is none
     * @throws IllegalArgumentException if it is not an absolute http or https URL
     */
    public SocketHttpClient(URI baseUrl, Optional<HttpProxy> proxy) {
        // it loads all certificates that are trusted, which a server without TLS need not wait for
        this(baseUrl, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), proxy, Duration.ofSeconds(30));
    }

    /** @param keep how long an idle connection is kept */
    public SocketHttpClient(URI baseUrl, SSLSocketFactory tls, Optional<HttpProxy> proxy, Duration keep) {
        this(baseUrl, () -> tls, proxy, keep);
    }

    private SocketHttpClient(URI baseUrl, Supplier<SSLSocketFactory> tls, Optional<HttpProxy> proxy, Duration keep) {
        this.origin = Origin.of(baseUrl);
        this.query = baseUrl.getRawQuery() == null ? "" : baseUrl.getRawQuery();
        this.asked = origin.tls() ? Optional.empty() : proxy;
        this.connector = new Connector(origin, origin.tls() ? Optional.of(tls.get()) : Optional.empty(), proxy, loop);
        this.pool = new ConnectionPool(keep);
    }

    /** @throws TransportException if there is no response */
    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        Duration connect = options.getTimeout().connect();
        int readMillis = Math.toIntExact(options.getTimeout().read().toMillis());
        try {
            byte[] message = RequestBytes.of(request, origin, query, asked);
            boolean wantsEvents = request.headers().values("Accept").contains(EVENT_STREAM);
            Optional<Connection> pooled = pool.take();
            if (pooled.isPresent()) {
                try {
                    return exchange(pooled.get(), message, readMillis, wantsEvents);
                } catch (ClosedUnanswered e) {
                    // the server closed an idle connection and did not see the request
                    if (Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
            return exchange(connector.connect(connect), message, readMillis, wantsEvents);
        } catch (ClosedUnanswered e) {
            throw new TransportException(Kind.CLOSED, "the connection ended before the response", e);
        } catch (IOException e) {
            throw new TransportException(Kind.CLOSED, "the connection failed", e);
        }
    }

    @Override
    public void close() {
        pool.close();
        loop.close();
    }

    /** How many connections wait for their next use. */
    public int idleConnections() {
        return pool.idle();
    }

    /** @throws ClosedUnanswered if the connection ended before the first byte of a response */
    private HttpResponse exchange(Connection connection, byte[] message, int readMillis, boolean wantsEvents)
            throws IOException {
        boolean done = false;
        try {
            connection.readTimeout(readMillis);
            ResponseHead head = send(connection, message);
            if (asked.isPresent() && Tunnel.isOwnRefusal(head.status())) {
                throw Tunnel.refused(head.status());
            }
            ResponseBody body = new ResponseBody(connection, head, pool);
            HttpResponse response = response(head, body, wantsEvents);
            done = true;
            return response;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    private static ResponseHead send(Connection connection, byte[] message) throws IOException {
        IOException failed = null;
        try {
            connection.write(message);
        } catch (IOException e) {
            // a server that refuses a request may answer and close before it has read all of it
            failed = e;
        }
        try {
            return ResponseHead.read(connection);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw new ClosedUnanswered(failed == null ? e : failed);
        }
    }

    private static HttpResponse response(ResponseHead head, ResponseBody body, boolean wantsEvents)
            throws IOException {
        boolean ok = head.status() >= 200 && head.status() < 300;
        String coding = head.header("Content-Encoding");
        if (ok && !coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw new TransportException(Kind.NOT_HTTP, "a content coding that was not asked for");
        }
        if (ok && head.contentType().equals(EVENT_STREAM)) {
            return new Response(head.status(), head.headers(), body);
        }
        if (ok && wantsEvents) {
            byte[] object = head.contentType().equals(JSON) ? object(body) : NOTHING;
            if (object.length > 0) {
                body.settle();
            } else {
                body.close();
            }
            return new Response(head.status(), head.headers(), new ByteArrayInputStream(object));
        }
        byte[] whole = whole(body, ok);
        body.settle();
        return new Response(head.status(), head.headers(), new ByteArrayInputStream(whole));
    }

    /** A JSON object that came in the place of events; nothing where it is none. */
    private static byte[] object(InputStream body) throws IOException {
        int first = body.read();
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            first = body.read();
        }
        if (first != '{') {
            return NOTHING;
        }
        byte[] rest = body.readNBytes(MOST_OBJECT);
        byte[] object = new byte[1 + rest.length];
        object[0] = '{';
        System.arraycopy(rest, 0, object, 1, rest.length);
        return object.length > MOST_OBJECT ? NOTHING : object;
    }

    private static byte[] whole(ResponseBody body, boolean ok) throws IOException {
        int most = ok ? MOST_BODY : MOST_ERROR_BODY;
        try {
            byte[] whole = body.readNBytes(most + 1);
            if (whole.length <= most) {
                return whole;
            }
        } catch (IOException e) {
            if (ok || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            // the status tells enough
            return new byte[0];
        }
        if (ok) {
            throw new TransportException(Kind.NOT_HTTP, "a body of more than " + most + " bytes");
        }
        return new byte[0];
    }

    /** A connection that ended with no byte of a response. */
    private static final class ClosedUnanswered extends IOException {
        ClosedUnanswered(IOException cause) {
            super("closed unanswered", cause);
        }
    }

    private record Response(int statusCode, Headers headers, InputStream body) implements HttpResponse {
        @Override
        public Optional<String> requestId() {
            return headers.values("x-request-id").stream().findFirst();
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new IllegalStateException("closing does not fail", e);
            }
        }
    }
}
