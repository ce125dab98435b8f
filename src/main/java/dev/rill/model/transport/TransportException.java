package dev.rill.model.transport;

/**
 * No response could be had. Not checked, because it passes through a library that knows no checked exceptions. Its
 * message holds nothing that was sent or received.
 */
public final class TransportException extends RuntimeException {

    public enum Kind {
        /** The server's name has no address. */
        NAME_UNKNOWN,
        /** No connection: refused, unreachable, or not within the connect timeout. */
        NOT_CONNECTED,
        /** The proxy asks for a user and password, or for others. */
        PROXY_UNAUTHORIZED,
        /** The proxy cannot or will not connect to the server. */
        PROXY_REFUSED,
        /** No TLS: the certificate is not trusted, does not fit the name, or the server speaks something else. */
        NOT_TRUSTED,
        /** The connection ended before the response began. */
        CLOSED,
        /** What came is not HTTP/1.1, or larger than what is accepted. */
        NOT_HTTP
    }

    private final Kind kind;

    TransportException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public TransportException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
