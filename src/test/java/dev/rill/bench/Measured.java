package dev.rill.bench;

import dev.rill.bench.client.Outcome;

/**
 * A load and what it took of the server's process.
 *
 * @param cpuMicros user and system time between the load's begin and its end
 * @param resident  bytes at the end
 * @param writes    calls that wrote, between begin and end
 */
record Measured(Outcome outcome, double cpuMicros, double resident, double writes) {

    double cpuMicrosPerToken() {
        return cpuMicros / outcome.tokens();
    }

    double writesPerToken() {
        return writes / outcome.tokens();
    }

    double tokensPerSecond() {
        return outcome.tokens() / outcome.seconds();
    }

    double residentMegabytes() {
        return resident / (1 << 20);
    }
}
