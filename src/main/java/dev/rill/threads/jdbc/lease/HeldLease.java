package dev.rill.threads.jdbc.lease;

import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.StoreCalls;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * This server's lease, and how long it lasts by this server's own clock: a sixth less than by the database's, since
 * what ends with it takes a moment. Any thread; only where the database can be shared.
 */
public final class HeldLease {
    private static final int MARGIN = 6;

    private final ServerLease lease;
    private final Database database;
    private final StoreCalls calls;
    private final LeaseGuard guard;
    private final long lastsNanos;
    private final LongSupplier clock;
    private volatile long endNanos;

    public HeldLease(ServerLease lease, Database database, StoreCalls calls, LeaseGuard guard, Duration length,
              LongSupplier nanoClock) {
        this.lease = lease;
        this.database = database;
        this.calls = calls;
        this.guard = guard;
        this.lastsNanos = length.minus(length.dividedBy(MARGIN)).toNanos();
        this.clock = nanoClock;
        this.endNanos = nanoClock.getAsLong();
    }

    /**
     * Takes it at the start.
     *
     * @throws dev.rill.threads.ThreadStore.CannotOpenException where another server has the database for itself
     */
    public void enter() {
        guard.enter(() -> take(calls::upkeep));
    }

    /** As {@link ServerLease#orphans}. */
    public List<String> orphans() {
        return lease.orphans();
    }

    /** On which threads. */
    private interface Via {
        <T> T call(StoreCalls.Work<T> work);
    }

    private List<ServerLease.Rival> take(Via via) {
        long asked = clock.getAsLong();
        List<ServerLease.Rival> rivals = via.call(() -> database.change(lease::take));
        if (rivals.isEmpty()) {
            endNanos = asked + lastsNanos;
        }
        return rivals;
    }

    /** Makes it last again, or takes a new one. */
    public void renew() {
        renew(calls::upkeep);
    }

    private void renew(Via via) {
        long asked = clock.getAsLong();
        if (via.call(() -> database.change(lease::renew))) {
            endNanos = asked + lastsNanos;
            return;
        }
        take(via).stream().findFirst().ifPresent(rival -> {
            throw new StoreUnavailableException(guard.refusal(rival), null);
        });
    }

    /** Whether nobody can have taken this server for dead. */
    public boolean lasts() {
        return clock.getAsLong() - endNanos < 0;
    }

    /**
     * Before something new is begun.
     *
     * @throws StoreUnavailableException where there is none, and none to be had
     */
    public void require() {
        if (!lasts()) {
            renew(calls::write);
        }
    }
}
