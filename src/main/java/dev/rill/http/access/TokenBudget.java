package dev.rill.http.access;

import dev.rill.http.problem.Problem;
import dev.rill.live.EndedStream;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.Usage;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * How many model tokens a user may use in a day (UTC). Where users are not known, all share one budget. Kept in memory:
 * a restart begins anew. Any thread.
 */
public final class TokenBudget implements Consumer<EndedStream> {
    private final OptionalLong perDay;
    private final Clock clock;
    private final ConcurrentHashMap<String, Long> used = new ConcurrentHashMap<>();
    private volatile LocalDate day;

    /** @param perDay empty: as many as they like */
    public TokenBudget(OptionalLong perDay, Clock clock) {
        this.perDay = perDay;
        this.clock = clock;
        this.day = today();
    }

    /**
     * Why the user may not ask before tomorrow, which the answer's headers then say too; empty while tokens are left.
     */
    public Optional<Problem> exhausted(String owner, ServerResponseHeaders response) {
        if (perDay.isEmpty()) {
            return Optional.empty();
        }
        turnDay();
        if (used.getOrDefault(owner, 0L) < perDay.getAsLong()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant tomorrow = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1).atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        Problem refusal = Problem.of(ErrorCode.BUDGET_EXHAUSTED, "The " + perDay.getAsLong()
                + " model tokens of the day are used up").withRetryAfter(Duration.between(now, tomorrow));
        response.add(HeaderValues.create(RequestRate.POLICY, "\"day\";q=" + perDay.getAsLong() + ";w=86400"));
        response.add(HeaderValues.create(RequestRate.RATE_LIMIT,
                "\"day\";r=0;t=" + refusal.retryAfterSeconds().orElseThrow()));
        return Optional.of(refusal);
    }

    /** Counts what an answer used: as the model said, else a token a delta. */
    @Override
    public void accept(EndedStream stream) {
        charge(stream.identity().owner(), stream.usage().map(Usage::totalTokens).orElse((long) stream.tokens()));
    }

    public void charge(String owner, long tokens) {
        if (perDay.isPresent() && tokens > 0) {
            turnDay();
            used.merge(owner, tokens, Long::sum);
        }
    }

    private void turnDay() {
        LocalDate now = today();
        if (!now.equals(day)) {
            synchronized (used) {
                if (!now.equals(day)) {
                    used.clear();
                    day = now;
                }
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
