package dev.rill.bench;

import dev.rill.bench.client.Load;
import dev.rill.bench.figures.Figure;
import dev.rill.bench.figures.Measure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much later the first token is there than without a server in between, and what an answer costs beside its tokens.
 */
final class FirstToken implements Phase {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int TOKENS = 5;

    @Override
    public String name() {
        return "first";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        Rounds rounds = new Rounds();
        try (Servers servers = Servers.start(bed)) {
            List<Target> targets = new ArrayList<>(List.of(bed.direct()));
            targets.addAll(servers.targets());
            for (Target target : targets) {
                bed.warm(target);
            }
            for (int round = 0; round < bed.options().rounds(); round++) {
                for (Target target : targets) {
                    rounds.add("", target, bed.run(target, Load.answers(target.port(), target.speaks(), 1, TOKENS,
                            bed.options().measure()).pausing(PAUSE)));
                }
            }
            Table table = new Table("Short answers, one question after the other: time to the first token", "", "",
                    "p50 ms", "added ms", "p99 ms", "CPU us an answer", "errors");
            double direct = rounds.median("", targets.getFirst(), one -> one.outcome().firstP50());
            for (Target target : targets) {
                double median = rounds.median("", target, one -> one.outcome().firstP50());
                table.row("", target.name(), median, median - direct,
                        rounds.median("", target, one -> one.outcome().firstP99()),
                        rounds.median("", target, one -> one.cpuMicros() / one.outcome().streams()),
                        rounds.median("", target, one -> one.outcome().errors()));
                if (target.figures().isPresent()) {
                    bed.draw(new Figure(Measure.FIRST_TOKEN, "one question at a time", target.name(), median - direct,
                            ""));
                }
            }
            table.print();
        }
    }
}
