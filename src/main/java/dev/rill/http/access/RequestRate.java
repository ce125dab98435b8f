package dev.rill.http.access;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests a minute a user may send, or an address where no user is known: a token bucket that holds a
 * minute's worth. Answers say how many are left and when there is one more (draft-ietf-httpapi-ratelimit-headers), in
 * the same seconds as {@code Retry-After}. Any thread.
 */
public final class RequestRate {
    public static final HeaderName RATE_LIMIT = HeaderNames.create("RateLimit");
    public static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int SWEEP_AT = 10_000;

    /** @param atNanos when {@code left} was true */
    private record Bucket(double left, long atNanos, boolean taken) {
    }

    private final OptionalLong perMinute;
    private final LongSupplier nanoClock;
    private final Header policy;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perMinute empty: as many as they like */
    public RequestRate(OptionalLong perMinute, LongSupplier nanoClock) {
        this.perMinute = perMinute;
        this.nanoClock = nanoClock;
        this.policy = HeaderValues.create(POLICY, "\"minute\";q=" + perMinute.orElse(0) + ";w=60");
    }

    /** Counts a request and says on the answer what is left; the problem when it is one too many. */
    public Optional<Problem> take(Optional<User> user, InetAddress address, ServerResponseHeaders response) {
        if (perMinute.isEmpty()) {
            return Optional.empty();
        }
        long now = nanoClock.getAsLong();
        if (buckets.size() >= SWEEP_AT) {
            buckets.values().removeIf(bucket -> refilled(bucket, now) >= perMinute.getAsLong());
        }
        Bucket bucket = buckets.compute(key(user, address), (_, before) -> next(before, now));
        long left = (long) bucket.left();
        Problem refusal = Problem.of(ProblemCode.RATE_LIMITED,
                "At most " + perMinute.getAsLong() + " requests a minute")
                .withRetryAfter(untilOneMore(bucket.left() - left));
        response.set(policy);
        response.set(HeaderValues.create(RATE_LIMIT,
                "\"minute\";r=" + left + ";t=" + refusal.retryAfterSeconds().orElseThrow()));
        return bucket.taken() ? Optional.empty() : Optional.of(refusal);
    }

    private Duration untilOneMore(double share) {
        return Duration.ofNanos((long) Math.ceil((1 - share) * MINUTE_NANOS / perMinute.getAsLong()));
    }

    private Bucket next(Bucket before, long now) {
        double left = before == null ? perMinute.getAsLong() : refilled(before, now);
        return left >= 1 ? new Bucket(left - 1, now, true) : new Bucket(left, now, false);
    }

    private double refilled(Bucket bucket, long now) {
        double refill = (double) (now - bucket.atNanos()) * perMinute.getAsLong() / MINUTE_NANOS;
        return Math.min(perMinute.getAsLong(), bucket.left() + refill);
    }

    private static String key(Optional<User> user, InetAddress address) {
        if (user.isPresent() && user.get().known()) {
            return "user " + user.get().id();
        }
        return "address " + Networks.of(address);
    }
}
