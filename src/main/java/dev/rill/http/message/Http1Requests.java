package dev.rill.http.message;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.util.function.Supplier;

/**
 * The requests of a connection of HTTP/1, one after the other. What the server beneath reads is handed to it in pieces
 * of one request: the head, then its body, and the next head only when {@link #requestEnded} has said that nothing is
 * left of the request before. Whatever a handler, a refusal or the server beneath leaves unread is therefore never
 * taken for a request. For the connection's own thread.
 */
public final class Http1Requests {
    private enum State { BETWEEN, OPEN, OVER }

    /** @param body bytes of a chunked body; one with a length is compared by the server beneath */
    public record Limits(RequestHead.Limits head, long body) { }

    private final Limits limits;
    private final ReceivedBytes received;
    private final Supplier<String> localHost;
    private final Http1Writer writer;
    private State state = State.BETWEEN;
    private long left;
    private ChunkedBody chunked;

    /**
     * @param source    waits for bytes; null at the end of the connection
     * @param localHost the address of this end, for requests that may have no Host
     * @param writer    is told of each request before its head is handed on
     */
    public Http1Requests(Limits limits, Supplier<byte[]> source, Supplier<String> localHost,
                         Http1Writer writer) {
        this.limits = limits;
        this.received = new ReceivedBytes(source);
        this.localHost = localHost;
        this.writer = writer;
    }

    /**
     * The next bytes of the request, or the next request's head.
     *
     * @return null at the end of the connection
     * @throws RequestException why what came is no request
     */
    public byte[] next() {
        State before = state;
        state = State.OVER; // unless what follows succeeds
        byte[] bytes = switch (before) {
            case BETWEEN -> head();
            case OPEN -> body();
            case OVER -> throw new CloseConnectionException("the connection's requests are over");
        };
        if (bytes != null) {
            state = State.OPEN;
        }
        return bytes;
    }

    private byte[] head() {
        RequestHead head = new RequestHead(limits.head());
        try {
            if (!received(head)) {
                return null;
            }
        } finally {
            writer.answers(head); // also where it is refused
        }
        chunked = head.fields().chunked() ? new ChunkedBody(head, received, limits.body()) : null;
        left = head.fields().length();
        if (head.line().usual()) {
            received.skip(head.begin());
            return received.take(head.end() - head.begin());
        }
        return PlainHead.of(head, received.take(head.end()), localHost.get());
    }

    /** Waits for all of it. @return false at the end of the connection */
    private boolean received(RequestHead head) {
        while (!head.complete(received.array(), received.from(), received.to())) {
            if (!received.receive()) {
                if (received.isEmpty()) {
                    return false;
                }
                throw head.refused(MessageFault.ENDS_EARLY);
            }
        }
        return true;
    }

    private byte[] body() {
        if (bodyRead()) {
            throw new CloseConnectionException("the request's body is over");
        }
        if (chunked != null) {
            return chunked.next();
        }
        if (received.isEmpty() && !received.receive()) {
            return null;
        }
        int count = (int) Math.min(left, received.to() - received.from());
        left -= count;
        return received.take(count);
    }

    private boolean bodyRead() {
        return chunked == null ? left == 0 : chunked.ended();
    }

    /** Whether the request's whole body was handed on, so that another request may follow. */
    public boolean bodyEnded() {
        return state == State.OPEN && bodyRead();
    }

    /** Whether nothing that follows can be told apart any more. */
    public boolean over() {
        return state == State.OVER;
    }

    /**
     * The request is answered; the next one may begin if nothing is left of this one.
     *
     * @param unread bytes that were handed on and that nobody has read
     */
    public void requestEnded(int unread) {
        state = bodyEnded() && unread == 0 ? State.BETWEEN : State.OVER;
    }

    /** Hands on nothing more. */
    public void end() {
        state = State.OVER;
    }

    /** Whether bytes have come that nobody will read. */
    public boolean unread() {
        return !received.isEmpty();
    }
}
