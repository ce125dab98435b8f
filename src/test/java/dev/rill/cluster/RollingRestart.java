package dev.rill.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many who ask all the time, each in threads of its own, while servers are restarted: nobody may be refused anything,
 * and each answer, which takes less time than servers have to end, has to come whole. One thread starts and ends it.
 */
final class RollingRestart implements ClusterRun.Crowd {
    private static final int TOKENS = 60;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final OtherProtocol[] OTHERS = OtherProtocol.values();

    private final Bed bed;
    private final Run run;
    private final int streams;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Thread> askers = new ArrayList<>();
    private volatile boolean enough;

    RollingRestart(Bed bed, Run run, int streams) {
        this.bed = bed;
        this.run = run;
        this.streams = streams;
    }

    @Override
    public void start() {
        for (int i = 0; i < streams; i++) {
            Random random = new Random(i);
            askers.add(Thread.ofVirtual().name("asker").start(() -> asks(random)));
        }
    }

    /** Most by Rill's own protocol, of whom a part only looks on. */
    private void asks(Random random) {
        LockSupport.parkNanos(PACE.multipliedBy(random.nextInt(TOKENS)).toNanos());
        while (!enough) {
            int number = numbers.incrementAndGet();
            String user = Bed.user(random.nextInt(Bed.USERS));
            if (random.nextInt(4) == 0) {
                OtherProtocol protocol = OTHERS[random.nextInt(OTHERS.length)];
                new OtherClient(bed, run, random).ask(protocol,
                        new Asked(number, user, protocol.thread(number), "reject", TOKENS, PACE));
                continue;
            }
            List<Thread> viewers = new ArrayList<>();
            new Client(bed, run, "asker", random).ask(
                    new Asked(number, user, "t" + number, "reject", TOKENS, PACE), "continue", id -> {
                        if (random.nextInt(3) == 0) {
                            viewers.add(Thread.ofVirtual().start(() -> new Client(bed, run, "viewer",
                                    new Random(number)).look(user, id, 0, Integer.MAX_VALUE)));
                        }
                    });
            join(viewers);
        }
    }

    private static void join(List<Thread> viewers) {
        for (Thread viewer : viewers) {
            try {
                viewer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void end() throws InterruptedException {
        enough = true;
        for (Thread asker : askers) {
            asker.join();
        }
    }
}
