package dev.rill.model.openai;

import dev.rill.model.ModelFault.Kind;
import dev.rill.model.completion.CompletionChunk;
import dev.rill.model.transport.TransportException;
import java.time.Clock;

/**
 * Says what a failure means, in words for a person. What the server said decides the meaning and is never repeated.
 */
final class FailureClassifier {
    private FailureClassifier() {
    }

    static FailedAttempt of(ErrorResponse refusal) {
        return ofStatus(refusal.status(), refusal.said()).after(RetryAfter.of(refusal.headers(), Clock.systemUTC()));
    }

    static FailedAttempt of(TransportException thrown) {
        return switch (thrown.kind()) {
            case NAME_UNKNOWN -> FailedAttempt.again(Kind.UNAVAILABLE,
                    "The model server's name has no address. Try again in a"
                    + " while; if it stays so, the server's address is set wrongly.");
            case NOT_CONNECTED -> FailedAttempt.again(Kind.UNAVAILABLE,
                    "The model server cannot be reached. Try again in a while.");
            case PROXY_UNAUTHORIZED -> FailedAttempt.last(Kind.UNAVAILABLE,
                    "The proxy before the model server does not accept"
                    + " this server's user and password. Whoever runs this server has to set them.");
            case PROXY_REFUSED -> FailedAttempt.again(Kind.UNAVAILABLE,
                    "The proxy before the model server does not connect to"
                    + " it. Try again in a while; if it stays so, the proxy does not allow the server's address.");
            case NOT_TRUSTED -> FailedAttempt.last(Kind.UNAVAILABLE,
                    "There is no trusted connection to the model server: its"
                    + " certificate is not valid for it here. Whoever runs the servers has to mend that.");
            case CLOSED -> FailedAttempt.again(Kind.UNAVAILABLE,
                    "The model server closed the connection without an answer. Try again in a while.");
            case NOT_HTTP -> malformed();
        };
    }

    static FailedAttempt ofStatus(int status, String said) {
        return switch (status) {
            case 401, 403 -> FailedAttempt.last(Kind.UNAUTHORIZED,
                    "The model server does not accept this server's key. Trying again will not help.");
            case 429 -> rateLimited(said);
            case 408, 409, 425 -> unavailable();
            case 413 -> tooLong();
            default -> {
                if (status >= 500) {
                    yield unavailable();
                }
                if (status >= 400) {
                    yield saysTooLong(said) ? tooLong() : saysFiltered(said) ? filtered() : rejected();
                }
                yield status >= 300 ? FailedAttempt.last(Kind.REJECTED,
                        "The model server sends to another address, which is"
                        + " not followed: its address is set wrongly. Trying again will not help.") : malformed();
            }
        };
    }

    /** What an error object inside a stream means. */
    static FailedAttempt inStream(CompletionChunk chunk) {
        if (chunk.errorStatus > 0) {
            return ofStatus(chunk.errorStatus, chunk.error);
        }
        String said = chunk.error;
        if (contains(said, "rate_limit", "rate limit", "ratelimit", "too many requests", "quota")) {
            return rateLimited(said);
        }
        if (saysTooLong(said)) {
            return tooLong();
        }
        if (saysFiltered(said)) {
            return filtered();
        }
        if (contains(said, "authentication", "unauthorized", "invalid_api_key", "permission")) {
            return ofStatus(401, said);
        }
        if (contains(said, "invalid_request", "badrequest", "bad_request", "not_found", "notfound")) {
            return rejected();
        }
        if (contains(said, "server_error", "servererror", "internal", "overloaded", "unavailable", "timeout")) {
            return unavailable();
        }
        return FailedAttempt.last(Kind.MALFORMED, "The model server broke off with an error that it did not explain."
                + " Try again.");
    }

    static FailedAttempt toolsRefused() {
        return FailedAttempt.last(Kind.TOOLS_REFUSED, "The model server does not take tools.");
    }

    static FailedAttempt malformed() {
        return FailedAttempt.last(Kind.MALFORMED,
                "The model server sent something that is not an answer. Try again; if it"
                + " stays so, the address may not be that of a model server.");
    }

    static FailedAttempt truncated() {
        return FailedAttempt.again(Kind.TRUNCATED,
                "The model server ended the connection before its answer was complete."
                + " Try again.");
    }

    static FailedAttempt stalled() {
        return FailedAttempt.last(Kind.STALLED, "The model server went silent. Try again.");
    }

    static FailedAttempt deadline() {
        return FailedAttempt.last(Kind.DEADLINE, "The answer took longer than is allowed. Try again, or ask for less.");
    }

    private static FailedAttempt unavailable() {
        return FailedAttempt.again(Kind.UNAVAILABLE, "The model server has a fault of its own. Try again in a while.");
    }

    private static FailedAttempt rejected() {
        return FailedAttempt.last(Kind.REJECTED, "The model server does not accept the request: the model's name or the"
                + " server's address may be wrong. Trying again will not help.");
    }

    private static FailedAttempt tooLong() {
        return FailedAttempt.last(Kind.TOO_LONG, "The conversation is too long for the model. Ask in a new one.");
    }

    private static FailedAttempt filtered() {
        return FailedAttempt.last(Kind.FILTERED,
                "The model server's content filter held the question back. Asking in other"
                + " words may help.");
    }

    private static FailedAttempt rateLimited(String said) {
        return said.contains("quota")
                ? FailedAttempt.last(Kind.RATE_LIMITED, "The quota at the model server is used up.")
                : FailedAttempt.again(Kind.RATE_LIMITED,
                        "The model server has too many requests. Try again in a while.");
    }

    private static boolean saysTooLong(String said) {
        return contains(said, "context_length", "context length", "context window", "context size", "too long",
                "too many tokens");
    }

    private static boolean saysFiltered(String said) {
        return contains(said, "content_filter", "content filter", "content management policy", "content_policy",
                "content policy", "safety system");
    }

    private static boolean contains(String said, String... words) {
        for (String word : words) {
            if (said.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
