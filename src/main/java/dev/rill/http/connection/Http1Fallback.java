package dev.rill.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * HTTP/1.1 for every connection that does not begin as HTTP/2 does (RFC 9113, 3.4), so that what is malformed or too
 * long is answered with a status and not with a closed connection. Any thread.
 */
public final class Http1Fallback implements ServerConnectionSelector {
    private static final byte[] HTTP2_PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerConnectionSelector http1;

    public Http1Fallback(ServerConnectionSelector http1) {
        this.http1 = http1;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        int known = Math.min(data.available(), HTTP2_PREFACE.length);
        for (int i = 0; i < known; i++) {
            if (data.get(i) != HTTP2_PREFACE[i]) {
                return Support.SUPPORTED;
            }
        }
        return known == HTTP2_PREFACE.length ? Support.UNSUPPORTED : Support.UNKNOWN;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return http1.connection(context);
    }
}
