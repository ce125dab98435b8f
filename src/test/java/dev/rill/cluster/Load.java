package dev.rill.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * People who ask at once: short and long answers, in busy threads too, some of them looked at elsewhere, the endless
 * ones stopped from elsewhere; by each protocol; and who send documents. One thread starts and ends it.
 */
final class Load implements ClusterRun.Crowd {
    private static final OtherProtocol[] OTHERS = OtherProtocol.values();
    private static final int SELDOM = 20;

    private final Bed bed;
    private final Run run;
    private final long seed;
    private final int each;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Thread> askers = new ArrayList<>();
    private final Queue<Thread> beside = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    /** @param askers for each of the users, of whom the first has more */
    Load(Bed bed, Run run, long seed, int askers) {
        this.bed = bed;
        this.run = run;
        this.seed = seed;
        this.each = askers;
    }

    @Override
    public void start() {
        for (int user = 0; user < Bed.USERS; user++) {
            Sender sender = new Sender(bed, run, Bed.user(user), new Random(seed * 2_000 + user));
            askers.add(Thread.ofVirtual().name("sender").start(() -> sender.send(() -> enough)));
            for (int i = 0; i < (user == 0 ? each + Bed.PER_USER : each); i++) {
                String name = Bed.user(user);
                Random random = new Random(seed * 1_000 + user * 100L + i);
                this.askers.add(Thread.ofVirtual().name("asker").start(() -> asks(name, random)));
            }
        }
    }

    @Override
    public void end() throws InterruptedException {
        enough = true;
        for (Thread asker : askers) {
            asker.join();
        }
        for (Thread one = beside.poll(); one != null; one = beside.poll()) {
            one.join();
        }
    }

    private void asks(String user, Random random) {
        while (!enough) {
            if (random.nextInt(4) == 0) {
                OtherProtocol protocol = OTHERS[random.nextInt(OTHERS.length)];
                int number = numbers.incrementAndGet();
                new OtherClient(bed, run, random).ask(protocol,
                        asked(number, user, protocol.thread(number), random, "reject", false));
            } else {
                rill(user, random);
            }
            LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(900)).toNanos());
        }
    }

    private void rill(String user, Random random) {
        boolean endless = random.nextInt(5) == 0;
        String onBusy = onBusy(random);
        Asked asked = asked(numbers.incrementAndGet(), user, thread(user, random, onBusy), random, onBusy, endless);
        new Client(bed, run, "asker", random).ask(asked, random.nextInt(8) == 0 ? "cancel" : "continue", id -> {
            if (endless) {
                aside(random.nextLong(), own -> {
                    LockSupport.parkNanos(Duration.ofMillis(300 + own.nextInt(5_000)).toNanos());
                    new Client(bed, run, "stopper", own).stop(user, id);
                });
            }
            if (random.nextInt(3) == 0) {
                aside(random.nextLong(), own -> {
                    LockSupport.parkNanos(Duration.ofMillis(own.nextInt(3_000)).toNanos());
                    new Client(bed, run, "viewer", own).look(user, id, own.nextInt(2),
                            own.nextInt(3) == 0 ? 1 + own.nextInt(20) : Integer.MAX_VALUE);
                });
            }
        });
    }

    /** What somebody does beside the askers. */
    @FunctionalInterface
    private interface Aside {
        void go(Random own);
    }

    private void aside(long own, Aside aside) {
        beside.add(Thread.ofVirtual().start(() -> aside.go(new Random(own))));
    }

    private static Asked asked(int number, String user, String thread, Random random, String onBusy,
                               boolean endless) {
        if (endless) {
            return new Asked(number, user, thread, onBusy, 1_000, Duration.ofMillis(200));
        }
        return random.nextInt(3) == 0 ? new Asked(number, user, thread, onBusy, 15, Duration.ofMillis(40))
                : new Asked(number, user, thread, onBusy, 60, Duration.ofMillis(40 + random.nextInt(60)));
    }

    /** Where answers are taken away is a thread of its own, so that elsewhere none may be missing. */
    private static String thread(String user, Random random, String onBusy) {
        return user + (onBusy.equals("rollback") ? "-rolled" : "-" + random.nextInt(4));
    }

    private static String onBusy(Random random) {
        int of = random.nextInt(SELDOM);
        return of == 0 ? "rollback" : of < 3 ? "interrupt" : of < 6 ? "enqueue" : "reject";
    }
}
