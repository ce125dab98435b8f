package dev.rill.stream;

/**
 * Why an answer failed; each may also be why a request was refused. Whoever adds one is told by a test what else has to
 * name it.
 */
public enum ErrorCode implements FaultCode {
    MODEL_UNAVAILABLE(true, 503, "The model cannot be reached"),
    MODEL_UNAUTHORIZED(false, 502, "The model refuses the server's credentials"),
    MODEL_RATE_LIMITED(true, 503, "The model is busy"),
    MODEL_REJECTED(false, 502, "The model refuses the request"),
    MODEL_STALLED(true, 504, "The model stopped answering"),
    MODEL_DEADLINE(true, 504, "The answer took too long"),
    MODEL_TRUNCATED(true, 502, "The model's answer broke off"),
    MODEL_MALFORMED(true, 502, "The model's answer is not understood"),
    STREAM_STALE(true, 504, "Nothing happened for too long"),
    SLOW_READER(true, 500, "The answer was read too slowly"),
    DRAINING(true, 503, "The server is shutting down"),
    INTERRUPTED(true, 503, "The server lost hold of the answer"),
    BUDGET_EXHAUSTED(false, 429, "The day's tokens are used up"),
    STORE_UNAVAILABLE(true, 503, "The store does not answer"),
    INTERNAL(true, 500, "Something went wrong in the server");

    private final boolean retryable;
    private final int status;
    private final String title;

    ErrorCode(boolean retryable, int status, String title) {
        this.retryable = retryable;
        this.status = status;
        this.title = title;
    }

    /** Whether the same question may succeed when it is asked again. */
    public boolean retryable() {
        return retryable;
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
