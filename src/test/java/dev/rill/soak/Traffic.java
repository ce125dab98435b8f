package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Users who come at an even rate, each with a thread of its own, some questions, and the thread deleted at the end. The
 * same seed brings the same users in the same order. One thread runs and pauses it.
 */
final class Traffic {
    private static final long SEED = 20_251;
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_TURNS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final int port;
    private final Upstreams upstreams;
    private final Tally tally;
    private final long intervalNanos;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private int users;

    /** @param usersASecond each has two questions on average */
    Traffic(int port, Upstreams upstreams, Tally tally, double usersASecond) {
        this.port = port;
        this.upstreams = upstreams;
        this.tally = tally;
        this.intervalNanos = (long) (1_000_000_000 / usersASecond);
    }

    /** Lets users in for a time, and waits until the last has gone. */
    void run(Duration time) throws InterruptedException {
        long next = System.nanoTime();
        long end = next + time.toNanos();
        while (next < end) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            places.acquire();
            int user = users++;
            Thread.ofVirtual().name("user-" + user).start(() -> {
                try {
                    use("soak-" + user, new Random(SEED * 1_000_003 + user));
                } finally {
                    places.release();
                }
            });
            next = Math.max(next + intervalNanos, System.nanoTime() - intervalNanos);
        }
        if (!places.tryAcquire(MOST_AT_ONCE, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            tally.violation("traffic", MOST_AT_ONCE - places.availablePermits() + " users do not come to an end");
            return;
        }
        places.release(MOST_AT_ONCE);
    }

    private void use(String threadId, Random random) {
        int turns = 1 + random.nextInt(MOST_TURNS);
        for (int i = 0; i < turns; i++) {
            Visit visit = Visit.pick(random);
            Turn turn = new Turn(port, threadId, random, visit.title, visit.upstream.apply(random), upstreams, tally);
            try {
                visit.course.run(turn);
                Asides.one(port, threadId, random);
            } catch (Refusal e) {
                tally.starved("refused, the store did not answer");
            } catch (Exception | AssertionError e) {
                tally.violation(visit.title, List.of(e.toString(), "upstream: " + turn.upstream.name(),
                        "question " + turn.question(), List.of(e.getStackTrace()).toString()), List.of());
            } finally {
                upstreams.forget(turn.question());
            }
        }
        delete(threadId);
    }

    private void delete(String threadId) {
        try {
            RawHttp.Response answer = Refusal.none(RawHttp.call(port, "DELETE", "/threads/" + threadId));
            if (answer.status() != 200 && answer.status() != 404) {
                throw new IOException(answer.status() + " " + answer.text());
            }
        } catch (Refusal e) {
            tally.starved("refused, the store did not answer");
            delete(threadId);
        } catch (IOException e) {
            tally.violation("deleting a thread", e.toString());
        }
    }
}
