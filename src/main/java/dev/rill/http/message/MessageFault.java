package dev.rill.http.message;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectTransportRequest;
import java.util.Optional;

/**
 * Why a message of HTTP/1.1 is not taken: the answer's status and what it says. The connection ends with the answer.
 */
public enum MessageFault {
    REQUEST_LINE("The request line is not: method, one space, target, one space, HTTP/1.1"),
    METHOD(501, "The method is not known; methods are written in capital letters"),
    TARGET("The request's target is no path, http or https URL, or has characters that have to be encoded"),
    TARGET_TOO_LONG(414, "The request's path is too long"),
    VERSION(505, "Use HTTP/1.1 or HTTP/2"),
    CONNECT(501, "This server is no proxy"),
    LINE_END("A line has to end with CR and LF, and hold neither alone"),
    FIELD("A header line is not: name, colon, value; a name has no spaces, a value is on one line and has no control "
            + "characters"),
    FIELDS_TOO_LARGE(431, "The request's headers are too large"),
    HOST("A request has exactly one Host"),
    LENGTH("Content-Length is given once, as digits"),
    LENGTH_AND_CODING("Content-Length and Transfer-Encoding exclude each other"),
    CODING("The last transfer coding of a request has to be chunked, once, and from HTTP/1.1 on"),
    CODING_UNKNOWN(501, "The only transfer coding that is known is chunked"),
    ENDS_EARLY("The request ends early"),
    CHUNK("A chunk is not: its size in hexadecimal digits, CR and LF, as many bytes, CR and LF"),
    BODY_TOO_LARGE(413, "The body is too large");

    private final int status;
    private final String detail;

    MessageFault(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    MessageFault(String detail) {
        this(400, detail);
    }

    public int status() {
        return status;
    }

    /** A sentence for people; unlike every other fault's. */
    public String detail() {
        return detail;
    }

    /** The fault that says so, if it is one of these. */
    public static Optional<MessageFault> saying(String detail) {
        for (MessageFault fault : values()) {
            if (fault.detail.equals(detail)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** What the server beneath answers to this fault, and then closes. */
    RequestException exception(String method, String target) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(Status.create(status))
                .request(DirectTransportRequest.create("HTTP/1.1", method, target))
                .setKeepAlive(false)
                .message(detail)
                .safeMessage(true)
                .build();
    }
}
