package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.openai.core.http.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2|PT2S", "0|PT0S", "1.5|PT1.5S", " 7 |PT7S", "3600|PT1H", "999999999|PT24H",
            "Sun, 01 Mar 2026 12:00:30 GMT|PT30S", "Sun, 01 Mar 2026 11:00:00 GMT|PT0S", "-1|", "soon|", "1e9|", "''|"})
    void secondsAndDatesAreRead(String header, Duration expected) {
        assertEquals(Optional.ofNullable(expected),
                RetryAfter.of(Headers.builder().put("retry-after", header).build(), NOON));
    }

    @ParameterizedTest
    @CsvSource({"250, PT0.25S", "oops, PT5S"})
    void millisecondsGoFirst(String header, Duration expected) {
        assertEquals(Optional.of(expected), RetryAfter.of(
                Headers.builder().put("Retry-After-Ms", header).put("Retry-After", "5").build(), NOON));
    }
}
