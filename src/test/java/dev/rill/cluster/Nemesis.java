package dev.rill.cluster;

import dev.rill.cluster.Relay.State;
import dev.rill.proxy.ProxyProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * Does to the bed what networks and machines do, one fault at a time or two, and mends it again. The machines' clocks
 * stay as they are: there is one for all processes here. One thread.
 */
final class Nemesis {
    private static final int LEASE = 12;
    /** Those that go beside another: a server that is stopped or ended there is none that is ended here. */
    private static final Set<Fault> BESIDE = EnumSet.of(Fault.DATABASE_CUT, Fault.DATABASE_SILENT,
            Fault.DATABASE_UNANSWERED, Fault.REDIS_KILLED, Fault.REDIS_PROMOTED, Fault.REDIS_EMPTIED, Fault.REDIS_CUT,
            Fault.REDIS_SILENT, Fault.CLIENTS_CUT, Fault.CLIENTS_SILENT, Fault.PROXY_KILLED, Fault.CUT_OFF,
            Fault.PAUSED, Fault.PAUSED_SHORTLY, Fault.KILLED);

    private static final int STARTS = 5;

    private final Bed bed;
    private final Tally tally;
    private final Random random;
    private List<Fault> left = new ArrayList<>();

    Nemesis(Bed bed, Tally tally, long seed) {
        this.bed = bed;
        this.tally = tally;
        this.random = new Random(seed);
    }

    /** Each in an order of the seed, and again, until the time is over. */
    void rage(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (left.isEmpty()) {
                left = new ArrayList<>(List.of(Fault.values()));
                Collections.shuffle(left, random);
            }
            Fault first = left.removeLast();
            Optional<Fault> second = left.isEmpty() ? Optional.empty() : Optional.of(left.getLast());
            if (second.isPresent() && random.nextInt(3) == 0 && together(first, second.get())) {
                strikeBoth(first, left.removeLast());
            } else {
                strike(first);
            }
            wait(1, 4);
        }
    }

    private static boolean together(Fault first, Fault second) {
        return BESIDE.contains(first) && BESIDE.contains(second)
                && !(first.name().startsWith("REDIS") && second.name().startsWith("REDIS"));
    }

    /** At once, each on a server of its own. Returns when both are mended. */
    void strikeBoth(Fault first, Fault second) throws IOException, InterruptedException {
        List<Replica> some = shuffled();
        FutureTask<Boolean> beside = new FutureTask<>(() -> {
            strike(second, some.reversed());
            return true;
        });
        Thread.ofVirtual().start(beside);
        try {
            strike(first, some);
        } finally {
            try {
                beside.get();
            } catch (ExecutionException e) {
                throw new IOException("beside another fault", e.getCause());
            }
        }
        tally.count("two faults at once");
    }

    /** Returns when it is mended. */
    void strike(Fault fault) throws IOException, InterruptedException {
        strike(fault, shuffled());
    }

    private List<Replica> shuffled() {
        List<Replica> some = new ArrayList<>(bed.replicas);
        Collections.shuffle(some, random);
        return some;
    }

    private void strike(Fault fault, List<Replica> some) throws IOException, InterruptedException {
        Replica one = some.getFirst();
        System.out.printf("%tT %s (%s)%n", System.currentTimeMillis(), fault, one.name);
        long begun = System.nanoTime();
        switch (fault) {
            case KILLED -> {
                one.kill();
                wait(1, LEASE + 6);
                start(one);
            }
            case PAUSED_SHORTLY -> paused(one, 3, 6);
            case PAUSED -> paused(one, LEASE + 3, LEASE + 8);
            case RESTARTED -> restart(one);
            case ROLLING_RESTART -> restartAll();
            case DATABASE_CUT -> during(State.CUT, List.of(one.database), 2, LEASE + 6);
            case DATABASE_CUT_FOR_TWO -> during(State.CUT, List.of(one.database, some.get(1).database), 2, LEASE + 6);
            case DATABASE_CUT_FOR_ALL -> during(State.CUT, some.stream().map(r -> r.database).toList(), 2, LEASE + 6);
            case DATABASE_SILENT -> during(State.SILENT, List.of(one.database), 2, LEASE + 6);
            case DATABASE_UNANSWERED -> during(State.UNANSWERED, List.of(one.database), 2, LEASE + 6);
            case DATABASE_PAUSED -> {
                bed.postgres.pause();
                try {
                    wait(2, LEASE + 6);
                } finally {
                    bed.postgres.goOn();
                }
            }
            case DATABASE_KILLED -> {
                bed.postgres.kill();
                wait(0, LEASE);
                bed.postgres.again();
            }
            case REDIS_KILLED -> {
                bed.redis().kill();
                wait(0, 5);
                bed.redis().again();
            }
            case REDIS_PROMOTED -> bed.promote(tally);
            case REDIS_EMPTIED -> bed.redis().say("FLUSHALL");
            case REDIS_CUT -> during(State.CUT, List.of(one.redis), 1, 10);
            case REDIS_CUT_FOR_ALL -> during(State.CUT, some.stream().map(r -> r.redis).toList(), 1, 10);
            case REDIS_SILENT -> during(State.SILENT, List.of(one.redis), 1, 10);
            case CLIENTS_CUT -> one.front.reset();
            case CLIENTS_SILENT -> during(State.SILENT, List.of(one.front), 2, LEASE + 6);
            case PROXY_KILLED -> bed.startProxy(random.nextBoolean() ? ProxyProgram.NGINX : ProxyProgram.HAPROXY);
            case CUT_OFF -> during(State.CUT, List.of(one.database, one.redis), 2, LEASE + 6);
        }
        tally.count("fault: " + fault.what);
        tally.took("a fault lasted", (System.nanoTime() - begun) / 1_000_000);
    }

    private void paused(Replica one, int least, int most) throws IOException, InterruptedException {
        one.pause();
        try {
            wait(least, most);
        } finally {
            one.goOn();
        }
    }

    /** Lets what is there go on for a while. */
    void settle() {
        wait(8, 9);
    }

    /** SIGTERM and a start, one after the other. */
    void restartAll() throws IOException, InterruptedException {
        for (Replica replica : bed.replicas) {
            restart(replica);
        }
    }

    private void restart(Replica one) throws IOException, InterruptedException {
        int exit = one.terminate();
        if (exit != 0 && exit != 143) {
            tally.count("exit code after SIGTERM: " + exit);
        }
        start(one);
    }

    /** As who runs it would: again, where the database was away for too long. */
    private void start(Replica one) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                one.start();
                return;
            } catch (AssertionError e) {
                if (attempt == STARTS) {
                    throw e;
                }
                tally.count("a server did not start: " + e.getMessage());
            }
        }
    }

    private void during(State state, List<Relay> relays, int least, int most) throws IOException, InterruptedException {
        be(state, relays);
        try {
            wait(least, most);
        } finally {
            be(State.OPEN, relays);
        }
    }

    private static void be(State state, List<Relay> relays) throws IOException, InterruptedException {
        for (Relay relay : relays) {
            relay.be(state);
        }
    }

    private void wait(int leastSeconds, int mostSeconds) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(leastSeconds * 1_000, mostSeconds * 1_000)).toNanos());
    }
}
