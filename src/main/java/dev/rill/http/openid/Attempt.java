package dev.rill.http.openid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A sign-in under way, as the browser holds it sealed while it is at the provider. Immutable.
 *
 * @param state    comes back with the browser
 * @param nonce    comes back in the token
 * @param verifier proves to the provider who began (PKCE, RFC 7636)
 * @param redirect where the browser comes back to
 * @param to       the path of the page that it goes on to
 */
record Attempt(String state, String nonce, String verifier, String redirect, String to, Instant expires) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    static Attempt begin(String redirect, String to, Instant expires) {
        return new Attempt(secret(), secret(), secret(), redirect, to, expires);
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    /** What the provider is told of the verifier: S256. */
    String challenge() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String text() {
        return String.join("\n", state, nonce, verifier, redirect, Long.toString(expires.getEpochSecond()), to);
    }

    /** @param text as {@link #text} wrote it */
    static Optional<Attempt> read(String text) {
        List<String> lines = List.of(text.split("\n", 6));
        return lines.size() < 6 ? Optional.empty() : Optional.of(new Attempt(lines.get(0), lines.get(1), lines.get(2),
                lines.get(3), lines.get(5), Instant.ofEpochSecond(Long.parseLong(lines.get(4)))));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "Attempt[to=" + to + "]";
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
