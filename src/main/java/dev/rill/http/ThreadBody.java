package dev.rill.http;

import java.util.Optional;

/** What to set of a thread; {@code metadata} is a JSON object as text. Immutable. */
record ThreadBody(Optional<String> name, Optional<String> metadata) {
}
