package dev.rill.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a model call failed.
 *
 * @param message    for a person: what happened and whether trying again makes sense; nothing that the server said
 * @param retryAfter what the server asked for
 */
public record ModelFault(Kind kind, String message, Optional<Duration> retryAfter) {

    public enum Kind {
        /** Connection refused, name unknown, 5xx, after the retries. */
        UNAVAILABLE,
        /** 401, 403. */
        UNAUTHORIZED,
        /** 429 with a wait that is too long, or still after the retries. */
        RATE_LIMITED,
        /** 400, 404, 422: unknown model, or a request that the server does not take. */
        REJECTED,
        /** The conversation does not fit into the model's context. */
        TOO_LONG,
        /** A content filter of the server holds the question or the answer back. */
        FILTERED,
        /**
         * As {@link #REJECTED}, and the reason is the tool; where it was on offer, {@link ModelClient#acceptsTools} is
         * false from now on.
         */
        TOOLS_REFUSED,
        /** The first-token or the gap deadline passed. */
        STALLED,
        /** The whole-answer deadline passed. */
        DEADLINE,
        /** The connection ended before the answer did. */
        TRUNCATED,
        /** Not the protocol: bad JSON, wrong content type, a line too long. */
        MALFORMED
    }
}
