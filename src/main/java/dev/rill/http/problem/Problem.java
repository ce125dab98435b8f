package dev.rill.http.problem;

import dev.rill.stream.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as the client is told (RFC 9457). Immutable; any thread.
 *
 * @param status     the code's own, or a closer one
 * @param detail     for a person; no internals, nothing that another server said
 * @param errors     the wrong members of a body
 * @param retryAfter when to try again
 * @param messageId  the running answer, with {@link ProblemCode#THREAD_BUSY}
 * @param allow      the methods that the path knows, with {@link ProblemCode#METHOD_NOT_ALLOWED}
 */
public record Problem(FaultCode code, int status, String detail, List<MemberError> errors,
                      Optional<Duration> retryAfter, Optional<String> messageId, Optional<String> allow) {
    private static final int LONGEST_SHOWN = 100;

    /** @param pointer RFC 6901; empty for the whole body */
    public record MemberError(String pointer, String detail) {
    }

    /** What a client sent, to be said in a detail: not all of what is long. */
    public static String shown(String sent) {
        return sent.length() > LONGEST_SHOWN ? sent.substring(0, LONGEST_SHOWN) + "…" : sent;
    }

    public static Problem of(FaultCode code, String detail) {
        return new Problem(code, code.status(), detail, List.of(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    public Problem withStatus(int closer) {
        return new Problem(code, closer, detail, errors, retryAfter, messageId, allow);
    }

    public Problem withErrors(List<MemberError> wrong) {
        return new Problem(code, status, detail, List.copyOf(wrong), retryAfter, messageId, allow);
    }

    public Problem withRetryAfter(Duration wait) {
        return new Problem(code, status, detail, errors, Optional.of(wait), messageId, allow);
    }

    public Problem withMessageId(String running) {
        return new Problem(code, status, detail, errors, retryAfter, Optional.of(running), allow);
    }

    public Problem withAllow(String methods) {
        return new Problem(code, status, detail, errors, retryAfter, messageId, Optional.of(methods));
    }

    /** To be thrown where the problem cannot be returned. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Whole seconds, never less than the wait. */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter.map(wait -> Math.max(0, wait.plusMillis(999).toSeconds()));
    }

    /** @param path of the request, without its query */
    public ObjectNode json(String path) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("type", "urn:rill:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", code.title())
                .put("status", status)
                .put("detail", detail)
                .put("instance", path)
                .put("code", code.name());
        if (!errors.isEmpty()) {
            ArrayNode array = node.putArray("errors");
            errors.forEach(e -> array.addObject().put("pointer", e.pointer()).put("detail", e.detail()));
        }
        retryAfter.ifPresent(wait -> node.put("retryAfterMs", wait.toMillis()));
        messageId.ifPresent(id -> node.put("messageId", id));
        return node;
    }
}
