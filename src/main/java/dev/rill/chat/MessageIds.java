package dev.rill.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Message ids: UUIDs that sort by time (RFC 9562, version 7), so that an index grows at its end. Any thread. */
public final class MessageIds {

    private MessageIds() {
    }

    /** The same one each time, for a name that is used once (version 8, of a hash). */
    static String of(String... name) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String part : name) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                hash.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)); // no two names run into one
                hash.update(bytes);
            }
            ByteBuffer digest = ByteBuffer.wrap(hash.digest());
            long high = digest.getLong() & ~0xF000L | 0x8000;
            return new UUID(high, 1L << 63 | digest.getLong() >>> 2).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String next(Clock clock) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = 1L << 63 | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
