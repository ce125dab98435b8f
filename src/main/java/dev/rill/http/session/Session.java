package dev.rill.http.session;

import java.time.Instant;

/**
 * Somebody who has signed in. Immutable.
 *
 * @param hash of the secret that the cookie holds, in hexadecimal; the secret itself is kept nowhere
 */
record Session(String hash, Credential credential, Instant expires) {
}
