package dev.rill.http.route.thread;

import dev.rill.http.body.BodySchema;
import dev.rill.http.problem.Problem;
import dev.rill.threads.ThreadSummary;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What to set of a thread; {@code metadata} is a JSON object as text. Immutable. */
public record ThreadBody(Optional<String> name, Optional<String> metadata) {
    /** Nothing. */
    static final ThreadBody EMPTY = new ThreadBody(Optional.empty(), Optional.empty());

    /** @throws dev.rill.http.problem.ProblemException where there is too much metadata */
    public static ThreadBody of(JsonNode valid) {
        Optional<String> metadata = valid.optional("metadata").map(JsonNode::toString);
        if (metadata.isPresent() && metadata.get().length() > ThreadSummary.MAX_METADATA_CHARS) {
            throw BodySchema.invalid(List.of(new Problem.MemberError("/metadata",
                    "must be at most " + ThreadSummary.MAX_METADATA_CHARS + " characters as compact JSON")));
        }
        return new ThreadBody(valid.optional("name").map(JsonNode::stringValue), metadata);
    }

    /** Only whether they are there. */
    @Override
    public String toString() {
        return "ThreadBody[name=" + name.isPresent() + ", metadata=" + metadata.isPresent() + "]";
    }
}
