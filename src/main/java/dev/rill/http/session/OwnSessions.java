package dev.rill.http.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Sessions of one server alone: in memory and, for the next start, in a file; where that cannot be written they hold
 * until the server ends. Any thread.
 */
final class OwnSessions implements KeptSessions {
    private static final System.Logger LOG = System.getLogger(OwnSessions.class.getName());

    private final SessionFile file;
    private final Clock clock;
    private final ConcurrentHashMap<String, Session> byHash = new ConcurrentHashMap<>();

    OwnSessions(Path file, Clock clock) {
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

    @Override
    public synchronized void keep(Session session) {
        Instant now = clock.instant();
        byHash.values().removeIf(other -> !other.expires().isAfter(now));
        makeRoom(other -> other.credential().isSameUsers(session.credential()), MOST_OF_ONE);
        makeRoom(_ -> true, MOST);
        byHash.put(session.hash(), session);
        write();
    }

    private void makeRoom(Predicate<Session> among, int most) {
        List<Session> oldest = byHash.values().stream().filter(among)
                .sorted(Comparator.comparing(Session::expires)).toList();
        oldest.subList(0, Math.max(0, oldest.size() - most + 1)).forEach(session -> byHash.remove(session.hash()));
    }

    @Override
    public Optional<Session> find(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    @Override
    public synchronized void end(Session session) {
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
}
