package dev.rill.http.connection;

import dev.rill.http.message.Http1Requests;
import dev.rill.http.message.Http1Writer;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * Keeps the requests of a connection of HTTP/1 apart: a body is read to its end, or the connection ends with the answer
 * (RFC 9112, 9.3 and 9.6). For the thread of the request, which is the connection's.
 */
public final class Http1Messages {
    private final Http1Requests requests;
    private final Http1Writer writer;
    private final DataReader reader;
    private boolean nothingFollows;

    Http1Messages(ConnectionContext context, DataWriter socket, Http1Requests.Limits limits, Supplier<byte[]> source) {
        this.writer = new Http1Writer(socket);
        this.requests = new Http1Requests(limits, source, () -> host(context.localPeer()), writer);
        this.reader = DataReader.create(requests::next);
    }

    DataReader reader() {
        return reader;
    }

    DataWriter writer() {
        return writer;
    }

    /** Of what is written until this is said again only the answer's head is sent. */
    void headOnly(boolean now) {
        writer.headOnly(now);
    }

    /** Has the answer say that the connection ends with it, if it has to when it is sent. */
    public void requestBegan(ServerRequest request, ServerResponse response) {
        response.beforeSend(() -> {
            boolean waits = !requests.bodyEnded() && !request.continueSent();
            if (waits || requests.over()) {
                response.headers().set(HeaderValues.CONNECTION_CLOSE);
            }
        });
    }

    /** What was thrown is answered by others, and nothing follows it. */
    public void requestFailed() {
        requests.end();
    }

    /**
     * After the answer: reads what is left of the body.
     *
     * @throws CloseConnectionException where no request may follow
     */
    public void requestEnded(ServerRequest request, ServerResponse response) {
        boolean asked = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (asked || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            nothingFollows = asked && requests.bodyEnded() && !requests.unread();
            throw new CloseConnectionException("the connection ends with this answer");
        }
        try {
            request.content().consume();
        } catch (RuntimeException e) {
            throw new CloseConnectionException("the rest of the body cannot be read", e);
        }
        requests.requestEnded(reader.available());
        if (requests.over()) {
            throw new CloseConnectionException("something is left of the request");
        }
    }

    /** Whether the client said that it sends nothing more. */
    boolean nothingFollows() {
        return nothingFollows;
    }

    private static String host(PeerInfo local) {
        if (local.address() instanceof InetSocketAddress address) {
            String ip = address.getAddress().getHostAddress();
            int zone = ip.indexOf('%');
            String plain = zone < 0 ? ip : ip.substring(0, zone);
            return (plain.contains(":") ? "[" + plain + "]" : plain) + ":" + address.getPort();
        }
        return local.host();
    }
}
