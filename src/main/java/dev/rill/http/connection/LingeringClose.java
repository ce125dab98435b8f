package dev.rill.http.connection;

import java.io.IOException;
import java.net.SocketAddress;

/**
 * Ends connections of HTTP/1 so that the last answer arrives (RFC 9112, 9.6): a socket that is closed while the client
 * still sends is reset, and the answer is lost with it. So the sending side is closed first, and what comes is dropped
 * until the client closes too, for a few seconds and some megabytes. Used by the connection's thread.
 */
final class LingeringClose {
    private static final long MAX_BYTES = 32 * 1024 * 1024;

    private final ConnectionDeadlines deadlines;

    LingeringClose(ConnectionDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    void close(WatchedConnection connection) {
        if (connection.messages().filter(Http1Messages::nothingFollows).isPresent()) {
            return;
        }
        SocketAddress peer = connection.remotePeer().address();
        boolean plain = !connection.isSecure(); // TLS has to say itself that it ends, when it is closed
        try {
            deadlines.lastAnswerSent(peer, plain);
            connection.drain(MAX_BYTES);
        } catch (IOException e) {
            // the client is gone
        }
        if (plain) {
            deadlines.end(peer);
        }
    }
}
