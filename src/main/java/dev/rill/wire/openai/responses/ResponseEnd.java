package dev.rill.wire.openai.responses;

import dev.rill.stream.ErrorCode;
import java.time.Instant;

/** How a response ended, or that it has not. Immutable. */
sealed interface ResponseEnd {

    String status();

    record Open() implements ResponseEnd {
        @Override
        public String status() {
            return "in_progress";
        }
    }

    /** @param saved whether it can be had again */
    record Completed(Instant at, boolean saved) implements ResponseEnd {
        @Override
        public String status() {
            return "completed";
        }
    }

    /**
     * @param reason why it was cut off, in that API's words
     * @param saved  whether it can be had again
     */
    record Incomplete(String reason, boolean saved) implements ResponseEnd {
        @Override
        public String status() {
            return "incomplete";
        }
    }

    /** Somebody stopped it, or left. */
    record Cancelled() implements ResponseEnd {
        @Override
        public String status() {
            return "cancelled";
        }
    }

    /** @param code one of that API's */
    record Failed(String code, String message) implements ResponseEnd {

        static Failed of(ErrorCode code, String message) {
            return new Failed(code == ErrorCode.MODEL_RATE_LIMITED ? "rate_limit_exceeded" : "server_error", message);
        }

        @Override
        public String status() {
            return "failed";
        }
    }
}
