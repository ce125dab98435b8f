package dev.rill.http.problem;

import dev.rill.stream.ErrorCode;
import java.util.Locale;

/** Why a request was refused, with its HTTP status. The names are on the wire. */
public enum ProblemCode {
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
    UNSUPPORTED_MEDIA_TYPE(415, "The body has to be JSON"),
    RATE_LIMITED(429, "Too many requests"),
    TOO_MANY_STREAMS(503, "Too many answers are running"),
    BUDGET_EXHAUSTED(429, "The day's tokens are used up"),
    DRAINING(503, "The server is shutting down"),
    STORE_UNAVAILABLE(503, "The store does not answer"),
    INTERNAL(500, "Something went wrong in the server"),
    MODEL_UNAVAILABLE(503, "The model cannot be reached"),
    MODEL_UNAUTHORIZED(502, "The model refuses the server's credentials"),
    MODEL_RATE_LIMITED(503, "The model is busy"),
    MODEL_REJECTED(502, "The model refuses the request"),
    MODEL_STALLED(504, "The model stopped answering"),
    MODEL_DEADLINE(504, "The answer took too long"),
    MODEL_TRUNCATED(502, "The model's answer broke off"),
    MODEL_MALFORMED(502, "The model's answer is not understood"),
    STREAM_STALE(504, "Nothing happened for too long"),
    SLOW_READER(500, "The answer was read too slowly");

    private final int status;
    private final String title;
    private final String type;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
        this.type = "urn:rill:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem that an answer's failure is, where it has to be told as an HTTP status. */
    public static ProblemCode of(ErrorCode code) {
        return switch (code) {
            case MODEL_UNAVAILABLE -> MODEL_UNAVAILABLE;
            case MODEL_UNAUTHORIZED -> MODEL_UNAUTHORIZED;
            case MODEL_RATE_LIMITED -> MODEL_RATE_LIMITED;
            case MODEL_REJECTED -> MODEL_REJECTED;
            case MODEL_STALLED -> MODEL_STALLED;
            case MODEL_DEADLINE -> MODEL_DEADLINE;
            case MODEL_TRUNCATED -> MODEL_TRUNCATED;
            case MODEL_MALFORMED -> MODEL_MALFORMED;
            case STREAM_STALE -> STREAM_STALE;
            case SLOW_READER -> SLOW_READER;
            case DRAINING -> DRAINING;
            case BUDGET_EXHAUSTED -> BUDGET_EXHAUSTED;
            case STORE_UNAVAILABLE -> STORE_UNAVAILABLE;
            case INTERNAL -> INTERNAL;
        };
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The problem type's URI. */
    public String type() {
        return type;
    }
}
