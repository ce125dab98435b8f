package dev.rill.stream;

/** Why a stream ended with {@code error}. The names are on the wire. */
public enum ErrorCode {
    MODEL_UNAVAILABLE(true),
    MODEL_UNAUTHORIZED(false),
    MODEL_RATE_LIMITED(true),
    MODEL_REJECTED(false),
    MODEL_STALLED(true),
    MODEL_DEADLINE(true),
    MODEL_TRUNCATED(true),
    MODEL_MALFORMED(true),
    STREAM_STALE(true),
    SLOW_READER(true),
    DRAINING(true),
    BUDGET_EXHAUSTED(false),
    STORE_UNAVAILABLE(true),
    INTERNAL(true);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same question may succeed when it is asked again. */
    public boolean retryable() {
        return retryable;
    }
}
