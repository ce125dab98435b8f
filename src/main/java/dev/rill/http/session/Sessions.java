package dev.rill.http.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Who is signed in, bounded in time and number: the oldest sessions give way. They are kept in memory and, for the next
 * start, in a file; where that cannot be written they hold until the server ends. Any thread.
 */
final class Sessions {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int MOST = 10_000;
    private static final int MOST_OF_ONE = 20;
    private static final int SECRET_BYTES = 32;

    private final SessionFile file;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<String, Session> byHash = new ConcurrentHashMap<>();

    Sessions(Path file, Clock clock) {
        this.file = new SessionFile(file);
        this.clock = clock;
        try {
            Instant now = clock.instant();
            this.file.read().stream().filter(session -> session.expires().isAfter(now))
                    .forEach(session -> byHash.put(session.hash(), session));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The sessions cannot be read, so everybody has to sign in again: {0}",
                    e.getMessage());
        }
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
        synchronized (this) {
            Instant now = clock.instant();
            byHash.values().removeIf(other -> !other.expires().isAfter(now));
            makeRoom(other -> other.credential().isSameUsers(credential), MOST_OF_ONE);
            makeRoom(_ -> true, MOST);
            byHash.put(session.hash(), session);
            write();
        }
        return new Begun(secret, session);
    }

    private void makeRoom(Predicate<Session> among, int most) {
        List<Session> oldest = byHash.values().stream().filter(among)
                .sorted(Comparator.comparing(Session::expires)).toList();
        oldest.subList(0, Math.max(0, oldest.size() - most + 1)).forEach(session -> byHash.remove(session.hash()));
    }

    /** The session of a secret, if it has one that has not expired. */
    Optional<Session> find(String secret) {
        Session session = byHash.get(hash(secret));
        return session != null && session.expires().isAfter(clock.instant()) ? Optional.of(session) : Optional.empty();
    }

    /** Once it has ended it stays so, over a restart too. */
    synchronized void end(Session session) {
        if (byHash.remove(session.hash()) != null) {
            write();
        }
    }

    private void write() {
        try {
            file.write(byHash.values());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The sessions cannot be written; they hold until the server ends: {0}",
                    e.getMessage());
        }
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
