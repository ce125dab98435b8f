package dev.rill.model.transport;

import dev.rill.config.HttpProxy;
import dev.rill.model.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks a proxy for a tunnel to a server (RFC 9110, 9.3.6), through which TLS goes then. Stateless. */
final class Tunnel {
    private static final int UNAUTHORIZED = 407;

    private Tunnel() {
    }

    /**
     * @param connection to the proxy; nothing of what comes behind the proxy's answer is read
     * @param millis     that the proxy may take
     * @throws TransportException if the proxy refuses
     */
    static void open(Connection connection, Origin origin, HttpProxy proxy, int millis) throws IOException {
        String target = origin.host() + ":" + origin.port();
        connection.write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n"
                + proxy.authorization().map(value -> "Proxy-Authorization: " + value + "\r\n").orElse("") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        connection.readTimeout(millis);
        int status = ResponseHead.read(connection).status();
        connection.readTimeout(0);
        if (status < 200 || status > 299) {
            throw refused(status);
        }
        if (connection.disturbed()) {
            throw new TransportException(Kind.NOT_HTTP, "the proxy sent something behind its answer");
        }
    }

    /** The proxy's answer where it does not pass a request on. */
    static TransportException refused(int status) {
        return status == UNAUTHORIZED
                ? new TransportException(Kind.PROXY_UNAUTHORIZED, "the proxy does not accept user and password")
                : new TransportException(Kind.PROXY_REFUSED, "the proxy does not connect: " + status);
    }

    /** Whether an answer to a request that was not tunnelled is the proxy's own. */
    static boolean isOwnRefusal(int status) {
        return status == UNAUTHORIZED;
    }
}
