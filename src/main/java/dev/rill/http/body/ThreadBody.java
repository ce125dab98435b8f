package dev.rill.http.body;

import java.util.Optional;

/** What to set of a thread; {@code metadata} is a JSON object as text. Immutable. */
public record ThreadBody(Optional<String> name, Optional<String> metadata) {
    /** Only whether they are there. */
    @Override
    public String toString() {
        return "ThreadBody[name=" + name.isPresent() + ", metadata=" + metadata.isPresent() + "]";
    }
}
