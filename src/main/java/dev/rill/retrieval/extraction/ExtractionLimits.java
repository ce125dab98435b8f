package dev.rill.retrieval.extraction;

import java.time.Duration;

/**
 * What reading one file may cost. Immutable; any thread.
 *
 * @param deadline for one file
 * @param idle     after so long without a file the process ends
 * @param heap     of the process, in megabytes
 */
public record ExtractionLimits(Duration deadline, Duration idle, int heap) {
    public static final ExtractionLimits USUAL =
            new ExtractionLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 256);
}
