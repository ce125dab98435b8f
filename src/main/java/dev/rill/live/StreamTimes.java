package dev.rill.live;

import java.time.Duration;

/**
 * The limits of one stream.
 *
 * @param keepAlive  silence after which a sign of life is sent
 * @param writeStall how long one write to the client may take
 * @param staleAfter silence after which a stream is ended, comments not counted
 */
public record StreamTimes(Duration keepAlive, Duration writeStall, Duration staleAfter) {
}
