package dev.rill.bench;

import dev.rill.bench.client.Load;
import java.io.IOException;
import java.time.Duration;

/** What a token costs when each comes by itself, as it does from a model. */
final class PacedTokenCost implements Phase {
    private static final Duration GAP = Duration.ofMillis(50);

    @Override
    public String name() {
        return "paced";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        Options options = bed.options();
        Loads loads = new Loads();
        for (int streams : options.paced()) {
            loads.add(Integer.toString(streams), target -> Load.held(target.port(), target.speaks(), streams, GAP,
                    options.measure()));
        }
        loads.run(bed, "Open streams of 20 tokens a second each");
    }
}
