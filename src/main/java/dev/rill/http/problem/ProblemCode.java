package dev.rill.http.problem;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FaultCode;
import java.util.List;
import java.util.stream.Stream;

/** Why a request was refused, beside what {@link ErrorCode} has. */
public enum ProblemCode implements FaultCode {
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHORIZED(401, "Valid credentials are needed"),
    FORBIDDEN_ORIGIN(403, "Not from there"),
    FORBIDDEN(403, "The credentials do not allow that"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The path does not know that method"),
    NOT_ACCEPTABLE(406, "Nothing that Accept allows"),
    THREAD_BUSY(409, "An answer is running in this thread"),
    STREAM_GONE(410, "There is no more of this stream to be had"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UPLOADS_OFF(403, "Nothing can be uploaded here"),
    UPLOADS_FULL(409, "There is no room for more uploads"),
    UNREADABLE_FILE(415, "Such files are not read"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has to be JSON"),
    RATE_LIMITED(429, "Too many requests"),
    TOO_MANY_STREAMS(503, "Too many answers are running"),
    STREAM_ELSEWHERE(503, "Another server writes this stream");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** All that a request may be refused for. */
    public static List<FaultCode> all() {
        return Stream.<FaultCode>concat(Stream.of(values()), Stream.of(ErrorCode.values())).toList();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
