package dev.rill.http.access;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many keys an address may guess: so many different wrong ones a minute, and then no key is looked at for the rest
 * of it, not even a right one. A client that sends one wrong key again and again guesses nothing and is not counted.
 * Any thread.
 */
final class WrongKeys {
    static final int MOST = 30;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int SWEEP_AT = 10_000;
    private static final int MOST_ADDRESSES = 100_000;

    /** What an address tried since a moment. Under its own lock. */
    private static final class Guesses {
        private final long sinceNanos;
        private final Set<Long> keys = new HashSet<>();

        private Guesses(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final LongSupplier nanoClock;
    private final ConcurrentHashMap<String, Guesses> byAddress = new ConcurrentHashMap<>();

    WrongKeys(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** @throws dev.rill.http.problem.ProblemException when the address has guessed as often as it may */
    void check(InetAddress address) {
        if (byAddress.isEmpty()) {
            return;
        }
        String network = Networks.of(address);
        Guesses guesses = byAddress.get(network);
        if (guesses == null) {
            return;
        }
        long left = MINUTE_NANOS - (nanoClock.getAsLong() - guesses.sinceNanos);
        if (left <= 0) {
            byAddress.remove(network, guesses);
            return;
        }
        synchronized (guesses) {
            if (guesses.keys.size() < MOST) {
                return;
            }
        }
        throw Problem.of(ProblemCode.RATE_LIMITED, "Too many wrong keys came from this address")
                .withRetryAfter(Duration.ofNanos(left)).exception();
    }

    /** @param hash of the key, in hexadecimal */
    void add(InetAddress address, String hash) {
        long now = nanoClock.getAsLong();
        if (byAddress.size() >= SWEEP_AT) {
            byAddress.values().removeIf(guesses -> now - guesses.sinceNanos >= MINUTE_NANOS);
        }
        if (byAddress.size() >= MOST_ADDRESSES) {
            return;
        }
        Guesses guesses = byAddress.computeIfAbsent(Networks.of(address), _ -> new Guesses(now));
        synchronized (guesses) {
            if (guesses.keys.size() < MOST) {
                guesses.keys.add(Long.parseUnsignedLong(hash, 0, 16, 16));
            }
        }
    }
}
