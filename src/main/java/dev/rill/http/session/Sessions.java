package dev.rill.http.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who is signed in, by the secrets of their cookies, of which no more than a hash is kept. Any thread. */
final class Sessions {
    private static final int SECRET_BYTES = 32;
    /** As base64url writes so many bytes: the last character has four of its six bits. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private final KeptSessions kept;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(KeptSessions kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /** A new session with the secret for its cookie, which is told this once. */
    record Begun(String secret, Session session) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Begun[" + session + "]";
        }
    }

    Begun begin(Credential credential, Instant expires) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Session session = new Session(hash(secret), credential, expires);
        kept.keep(session);
        return new Begun(secret, session);
    }

    /** The session of a secret, if it has one that has not expired. */
    Optional<Session> find(String secret) {
        return SECRET.matcher(secret).matches()
                ? kept.find(hash(secret)).filter(session -> session.expires().isAfter(clock.instant()))
                : Optional.empty();
    }

    void end(Session session) {
        kept.end(session);
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
