package dev.rill.bench;

import dev.rill.bench.client.Load;
import dev.rill.bench.figures.Figure;
import dev.rill.bench.figures.Measure;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** What a token costs when each comes by itself, as it does from a model. */
final class PacedTokenCost implements Phase {
    private static final Duration GAP = Duration.ofMillis(50);
    /** Of the tokens that are due; fewer are said. */
    private static final double KEPT_UP = 0.95;

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
        Rounds rounds = loads.run(bed, "Open streams of 20 tokens a second each");
        for (int streams : options.paced()) {
            for (Target target : rounds.targets()) {
                bed.draw(figure(rounds, streams, target));
            }
        }
    }

    private static Figure figure(Rounds rounds, int streams, Target target) {
        String load = Integer.toString(streams);
        double due = streams * (double) Duration.ofSeconds(1).dividedBy(GAP);
        double came = rounds.median(load, target, Measured::tokensPerSecond) / due;
        return new Figure(Measure.TOKEN_COST, String.format(Locale.ROOT, "%,d", streams), target.name(),
                rounds.median(load, target, Measured::cpuMicrosPerToken),
                came < KEPT_UP ? String.format(Locale.ROOT, "%.0f %% of tokens", came * 100) : "");
    }
}
