package dev.rill.http.openid;

import java.util.Optional;

/**
 * What a browser brings back from the provider. Immutable.
 *
 * @param error  of the provider, in place of a code
 * @param issuer that says it is the one (RFC 9207)
 */
public record Answer(Optional<String> state, Optional<String> code, Optional<String> error,
                     Optional<String> description, Optional<String> issuer) {
    /** Without what is secret. */
    @Override
    public String toString() {
        return "Answer[error=" + error.isPresent() + "]";
    }
}
