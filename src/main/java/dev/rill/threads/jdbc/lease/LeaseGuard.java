package dev.rill.threads.jdbc.lease;

import dev.rill.threads.ThreadStore.CannotOpenException;
import dev.rill.threads.jdbc.lease.ServerLease.Rival;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a server from a database that another has for itself. A lease says no more than that its server lived a moment
 * ago: one that is renewed is alive, and one that is not is waited out, which takes no longer than the lease.
 */
public final class LeaseGuard {
    private static final System.Logger LOGGER = System.getLogger(LeaseGuard.class.getName());

    private final String database;
    private final boolean replicas;
    private final Duration look;
    private final Map<String, Instant> seen = new HashMap<>();

    /** @param look so often leases are looked at again */
    public LeaseGuard(String database, ReplicaSettings settings, Duration look) {
        this.database = database;
        this.replicas = settings.replicas();
        this.look = look;
    }

    /** Takes a lease, and says who keeps this server from it. */
    @FunctionalInterface
    interface Taking {
        List<Rival> rivals();
    }

    /**
     * Returns when this server has its lease.
     *
     * @throws CannotOpenException where another server is alive
     */
    void enter(Taking taking) {
        for (List<Rival> rivals = taking.rivals(); !rivals.isEmpty(); rivals = taking.rivals()) {
            for (Rival rival : rivals) {
                Instant before = seen.putIfAbsent(rival.serverId(), rival.expires());
                if (before == null) {
                    LOGGER.log(System.Logger.Level.INFO, "{0} was used by another Rill server{1} a moment ago; waiting "
                            + "up to {2} s for the end of its lease", database, on(rival),
                            rival.left().toSeconds() + 1);
                } else if (rival.expires().isAfter(before)) {
                    throw new CannotOpenException(refusal(rival), null);
                }
            }
            await();
        }
    }

    /** Why this server does not start beside that one, and what to do. */
    String refusal(Rival rival) {
        String used = database + " is in use by another Rill server" + on(rival);
        return replicas
                ? used + ", which does not share it: start that one with RILL_REPLICAS=true too, or stop it."
                : used + ": stop that one first, or start each with RILL_REPLICAS=true if they are to share it.";
    }

    private static String on(Rival rival) {
        return rival.name().isEmpty() ? "" : " (" + rival.name() + ")";
    }

    private void await() {
        try {
            Thread.sleep(look);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotOpenException("Interrupted while another server's lease was waited for.", e);
        }
    }
}
