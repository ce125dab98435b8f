package dev.rill.http.access;

import dev.rill.http.problem.Problem;
import dev.rill.stream.ErrorCode;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/** How many model tokens a user may use in a day (UTC). Where users are not known, all share one budget. Any thread. */
public final class TokenBudget {
    private final OptionalLong perDay;
    private final Clock clock;
    private final Used used;

    /** What is known of a day's use. */
    @FunctionalInterface
    public interface Used {
        long tokens(String owner, LocalDate day);
    }

    /**
     * @param perDay empty: as many as they like
     * @param used   asked for each question, where there is a limit
     */
    public TokenBudget(OptionalLong perDay, Clock clock, Used used) {
        this.perDay = perDay;
        this.clock = clock;
        this.used = used;
    }

    /**
     * Why the user may not ask before tomorrow, which the answer's headers then say too; empty while tokens are left.
     */
    public Optional<Problem> exhausted(String owner, ServerResponseHeaders response) {
        if (perDay.isEmpty()) {
            return Optional.empty();
        }
        if (used.tokens(owner, today()) < perDay.getAsLong()) {
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

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
