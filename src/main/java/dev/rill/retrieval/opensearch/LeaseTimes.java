package dev.rill.retrieval.opensearch;

import java.time.Duration;

/**
 * Of the lease under which one server feeds an index, and of those who follow.
 *
 * @param renew how often it is renewed
 * @param held  after which without a renewal its holder stops by its own clock
 * @param taken after which without a renewal another server takes it; more than {@code held}
 * @param told  for which who follows can be told of what was removed; who sleeps longer looks at everything anew
 */
record LeaseTimes(Duration renew, Duration held, Duration taken, Duration told) {
    static final LeaseTimes USUAL = new LeaseTimes(Duration.ofSeconds(3), Duration.ofSeconds(10),
            Duration.ofSeconds(15), Duration.ofHours(1));
}
