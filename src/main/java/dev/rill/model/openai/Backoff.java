package dev.rill.model.openai;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before another attempt: doubled each time, less a random part, so that callers do not come at once.
 */
final class Backoff {
    private Backoff() {
    }

    /** @param failed attempts so far, from 1 */
    static Duration before(int failed, Duration first) {
        long most = first.toNanos() << Math.min(failed - 1, 10);
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
