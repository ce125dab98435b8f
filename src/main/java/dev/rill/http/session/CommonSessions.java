package dev.rill.http.session;

import dev.rill.threads.SharedSessions;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sessions of servers that share a database. What was found there holds here for some seconds without asking again, and
 * for as long as the database is away. What was not found is not asked for again for a minute: nobody has a secret
 * before its session is there. Any thread; methods throw {@link StoreUnavailableException} where it has to be
 * asked and is away.
 */
final class CommonSessions implements KeptSessions {
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);
    private static final int MOST_UNKNOWN = 1_000;

    private final SharedSessions shared;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };
    /** When they were looked for. Used with the lock of {@link #seen}; apart, so that it crowds nobody out. */
    private final Map<String, Long> unknown = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_UNKNOWN;
        }
    };

    /** How many sessions were ended here: what was found before the last of them is not remembered after it. */
    private long ends;

    private record Seen(Session session, long nanos) {
    }

    CommonSessions(SharedSessions shared, Clock clock, LongSupplier nanoClock) {
        this.shared = shared;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    @Override
    public void keep(Session session) {
        shared.keep(new SharedSessions.Kept(session.hash(), CredentialText.whose(session.credential()),
                CredentialText.of(session.credential()), session.expires()), clock.instant(), MOST_OF_ONE, MOST);
        remember(session, nanoClock.getAsLong(), ends());
    }

    @Override
    public Optional<Session> find(String hash) {
        long now = nanoClock.getAsLong();
        Optional<Seen> before = before(hash);
        if (before.isPresent() && now - before.get().nanos() < FRESH.toNanos()) {
            return before.map(Seen::session);
        }
        if (before.isEmpty() && unknown(hash, now)) {
            return Optional.empty();
        }
        long endsBefore = ends();
        try {
            Optional<Session> found = shared.find(hash).flatMap(CommonSessions::session);
            found.ifPresentOrElse(session -> remember(session, now, endsBefore), () -> forget(hash, now));
            return found;
        } catch (StoreUnavailableException e) {
            return Optional.of(before.orElseThrow(() -> e).session());
        }
    }

    private static Optional<Session> session(SharedSessions.Kept kept) {
        return CredentialText.read(kept.credential())
                .map(credential -> new Session(kept.hash(), credential, kept.expires()));
    }

    @Override
    public void end(Session session) {
        shared.end(session.hash());
        synchronized (seen) {
            ends++;
            seen.remove(session.hash());
        }
    }

    private long ends() {
        synchronized (seen) {
            return ends;
        }
    }

    private Optional<Seen> before(String hash) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(hash));
        }
    }

    private void remember(Session session, long nanos, long endsBefore) {
        synchronized (seen) {
            if (ends == endsBefore) {
                seen.put(session.hash(), new Seen(session, nanos));
                unknown.remove(session.hash());
            }
        }
    }

    private void forget(String hash, long nanos) {
        synchronized (seen) {
            seen.remove(hash);
            unknown.put(hash, nanos);
        }
    }

    private boolean unknown(String hash, long nanos) {
        synchronized (seen) {
            Long looked = unknown.get(hash);
            return looked != null && nanos - looked < UNKNOWN_FOR.toNanos();
        }
    }
}
