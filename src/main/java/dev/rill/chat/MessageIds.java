package dev.rill.chat;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Message ids: UUIDs that sort by time (RFC 9562, version 7), so that an index grows at its end. */
final class MessageIds {

    private MessageIds() {
    }

    static String next(Clock clock) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = 1L << 63 | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
