package dev.rill.model.openai;

import dev.rill.config.RillConfig;
import java.time.Duration;

/**
 * The deadlines of a model call, and its retries. Immutable; any thread.
 *
 * @param connect     for name lookup, connecting and TLS together
 * @param firstToken  of silence before the first delta, retries and their waits included
 * @param gap         of silence after it
 * @param total       for the whole answer
 * @param retries     after the first attempt, as long as no delta has come
 * @param backoff     before the first retry, doubled for each further one, less a random part of up to a half
 * @param longestWait that a server may ask for with {@code Retry-After}
 */
record ModelLimits(Duration connect, Duration firstToken, Duration gap, Duration total, int retries,
                   Duration backoff, Duration longestWait) {

    static ModelLimits of(RillConfig.Model settings) {
        return new ModelLimits(settings.connectTimeout(), settings.firstTokenTimeout(), settings.gapTimeout(),
                settings.totalTimeout(), 2, Duration.ofMillis(400), Duration.ofSeconds(10));
    }
}
