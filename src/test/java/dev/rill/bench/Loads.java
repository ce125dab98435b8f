package dev.rill.bench;

import dev.rill.bench.client.Load;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same loads on all servers, turn by turn, and what they cost a token. */
final class Loads {
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** Makes a load for a target. */
    interface Kind {
        Load on(Target target);
    }

    Loads add(String name, Kind kind) {
        kinds.put(name, kind);
        return this;
    }

    Rounds run(Bed bed, String title) throws IOException, InterruptedException {
        Rounds rounds = new Rounds();
        try (Servers servers = Servers.start(bed)) {
            for (Target target : servers.targets()) {
                bed.warm(target);
            }
            for (int round = 0; round < bed.options().rounds(); round++) {
                for (Map.Entry<String, Kind> load : kinds.entrySet()) {
                    for (Target target : servers.targets()) {
                        rounds.add(load.getKey(), target, bed.run(target, load.getValue().on(target)));
                    }
                }
            }
        }
        print(title, rounds);
        return rounds;
    }

    private void print(String title, Rounds rounds) {
        Table table = new Table(title, "streams", "", "CPU us/token", "x proxy", "tokens/s", "writes/token",
                "first token p50", "p99 ms", "gap p50", "p99 ms", "RSS MB", "errors");
        for (String load : kinds.keySet()) {
            double yardstick = rounds.median(load, rounds.targets().getFirst(), Measured::cpuMicrosPerToken);
            for (Target target : rounds.targets()) {
                double cpu = rounds.median(load, target, Measured::cpuMicrosPerToken);
                table.row(load, target.name(), cpu, cpu / yardstick,
                        rounds.median(load, target, Measured::tokensPerSecond),
                        rounds.median(load, target, Measured::writesPerToken),
                        rounds.median(load, target, one -> one.outcome().firstP50()),
                        rounds.median(load, target, one -> one.outcome().firstP99()),
                        rounds.median(load, target, one -> one.outcome().gapP50()),
                        rounds.median(load, target, one -> one.outcome().gapP99()),
                        rounds.median(load, target, Measured::residentMegabytes),
                        rounds.median(load, target, one -> one.outcome().errors()));
            }
        }
        table.print();
    }
}
