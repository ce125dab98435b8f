package dev.rill.bench;

import dev.rill.bench.client.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long the model goes on working after the client has left. */
final class ClientGone implements Phase {
    private static final int CLIENTS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "gone";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        Table table = new Table("From the client's leaving to the close of the model's stream", "model", "", "clients",
                "closed", "p50 ms", "most ms");
        try (Child proxyProcess = bed.startProxy(); PackagedRill rillProcess = bed.startRill()) {
            Target proxy = Target.proxy(proxyProcess.port(), proxyProcess.figures());
            Target rill = Target.rill(rillProcess);
            for (Target target : List.of(proxy, rill)) {
                bed.warm(target);
                bed.left();
                table(bed, table, "20 tokens/s", target, Duration.ofMillis(50), 5);
                table(bed, table, "silent", target, Duration.ofSeconds(10), 1);
            }
        }
        table.print();
    }

    private static void table(Bed bed, Table table, String name, Target target, Duration every, int leaveAfter)
            throws IOException, InterruptedException {
        Load load = new Load(target.port(), target.speaks(), CLIENTS, 1_000, every, LONGEST, false, Duration.ZERO,
                leaveAfter);
        Map<Long, Long> left = bed.run(target, load).outcome().left();
        double[] took = closes(bed, left.size()).entrySet().stream().filter(close -> left.containsKey(close.getKey()))
                .mapToDouble(close -> (close.getValue() - left.get(close.getKey())) / 1e6).sorted().toArray();
        table.row(name, target.name(), left.size(), took.length, took.length == 0 ? Double.NaN : Rounds.median(took),
                took.length == 0 ? Double.NaN : took[took.length - 1]);
    }

    /** When the simulator saw each of its streams closed. */
    private static Map<Long, Long> closes(Bed bed, int expected) throws IOException, InterruptedException {
        Map<Long, Long> closes = new HashMap<>();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (closes.size() < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            bed.left().lines().forEach(line ->
                    closes.put(Long.valueOf(line.split(" ")[0]), Long.valueOf(line.split(" ")[1])));
        }
        return closes;
    }
}
