package dev.rill.model.openai;

import com.openai.core.http.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Reads how long a server asks to wait: {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3), or OpenAI's
 * {@code retry-after-ms}. What cannot be read counts as absent; at most a day.
 */
final class RetryAfter {
    private static final long MOST_MILLIS = Duration.ofDays(1).toMillis();

    private RetryAfter() {
    }

    static Optional<Duration> of(Headers headers, Clock clock) {
        Optional<Duration> exact = number(headers.values("retry-after-ms"), 1);
        if (exact.isPresent()) {
            return exact;
        }
        List<String> said = headers.values("Retry-After");
        return number(said, 1000).or(() -> date(said, clock));
    }

    private static Optional<Duration> number(List<String> values, double unitMillis) {
        if (values.isEmpty() || !values.getFirst().strip().matches("\\d{1,15}(\\.\\d{1,9})?")) {
            return Optional.empty();
        }
        double millis = Math.ceil(Double.parseDouble(values.getFirst().strip()) * unitMillis);
        return Optional.of(Duration.ofMillis((long) Math.min(MOST_MILLIS, millis)));
    }

    private static Optional<Duration> date(List<String> values, Clock clock) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(values.getFirst().strip()));
            long millis = Duration.between(clock.instant(), at).toMillis();
            return Optional.of(Duration.ofMillis(Math.clamp(millis, 0, MOST_MILLIS)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
