package dev.rill.retrieval;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source of documents stands, as far as somebody may know. Immutable; any thread.
 *
 * @param name      what the paths of its documents begin with; empty where there is but one
 * @param looked    when it could last be looked at; empty where it never could
 * @param documents that can be found
 * @param notRead   files that cannot
 * @param commit    that its documents are of, where it is a Git repository
 * @param error     why it cannot be looked at just now, where it cannot; what was read before stays
 */
public record SourceInfo(String name, SourceKind kind, Optional<Instant> looked, int documents, int notRead,
                         Optional<String> commit, Optional<String> error) {
}
