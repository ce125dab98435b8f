package dev.rill.bench;

import dev.rill.bench.client.Load;
import java.io.IOException;
import java.time.Duration;

/** How long a start takes, and the first answer after it. */
final class ColdStart implements Phase {

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        bed.warm(bed.direct());
        int rounds = bed.options().rounds();
        double[] start = new double[rounds];
        double[] first = new double[rounds];
        double[] resident = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            try (PackagedRill rill = bed.startRill()) {
                Target target = Target.rill(rill);
                Measured measured = bed.run(target, Load.answers(target.port(), target.speaks(), 1, 5,
                        Duration.ofMillis(1)));
                start[round] = rill.startTook().toNanos() / 1e6;
                first[round] = measured.outcome().firstP50();
                resident[round] = measured.residentMegabytes();
            }
        }
        Table table = new Table("A fresh process", "", "", "start to ready ms", "its first answer's first token ms",
                "RSS then MB");
        table.row("", "rill", Rounds.median(start), Rounds.median(first), Rounds.median(resident));
        table.print();
    }
}
