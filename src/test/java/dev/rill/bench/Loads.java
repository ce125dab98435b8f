package dev.rill.bench;

import dev.rill.bench.client.Load;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same loads on the proxy and on the server, turn by turn, and what they cost a token. */
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

    void run(Bed bed, String title) throws IOException, InterruptedException {
        Rounds rounds = new Rounds();
        try (Child proxyProcess = bed.startProxy(); PackagedRill rillProcess = bed.startRill()) {
            Target proxy = Target.proxy(proxyProcess.port(), proxyProcess.figures());
            Target rill = Target.rill(rillProcess);
            bed.warm(proxy);
            bed.warm(rill);
            for (int round = 0; round < bed.options().rounds(); round++) {
                for (Map.Entry<String, Kind> load : kinds.entrySet()) {
                    for (Target target : List.of(proxy, rill)) {
                        rounds.add(load.getKey(), target, bed.run(target, load.getValue().on(target)));
                    }
                }
            }
            print(title, rounds, proxy, rill);
        }
    }

    private void print(String title, Rounds rounds, Target proxy, Target rill) {
        Table table = new Table(title, "streams", "", "CPU us/token", "x proxy", "tokens/s", "writes/token",
                "first token p50", "p99 ms", "gap p50", "p99 ms", "RSS MB", "errors");
        for (String load : kinds.keySet()) {
            double yardstick = rounds.median(load, proxy, Measured::cpuMicrosPerToken);
            for (Target target : List.of(proxy, rill)) {
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
