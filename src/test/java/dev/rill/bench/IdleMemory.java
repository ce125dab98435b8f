package dev.rill.bench;

import dev.rill.bench.client.Load;
import dev.rill.bench.figures.Figure;
import dev.rill.bench.figures.Measure;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What an open stream takes in memory while nothing happens in it. */
final class IdleMemory implements Phase {
    private static final Duration GAP = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        Table table = new Table("Open streams of a token every ten seconds", "streams", "", "RSS before MB",
                "RSS with them MB", "KB a stream", "CPU us/s a stream", "errors");
        for (int streams : bed.options().idle()) {
            try (Child proxy = bed.startProxy()) {
                measure(bed, table, Target.proxy(proxy.port(), proxy.figures()), streams);
            }
            try (PackagedRill rill = bed.startRill()) {
                measure(bed, table, Target.rill(rill), streams);
            }
            Optional<Child> node = bed.startNode();
            if (node.isPresent()) {
                try (Child service = node.get()) {
                    measure(bed, table, Target.node(service.port(), service.figures()), streams);
                }
            }
        }
        table.print();
    }

    private static void measure(Bed bed, Table table, Target target, int streams) throws IOException {
        bed.warm(target);
        double before = target.figures().orElseThrow().residentBytes();
        Measured measured = bed.run(target, Load.held(target.port(), target.speaks(), streams, GAP, GAP));
        long open = measured.outcome().streams() - measured.outcome().errors();
        double kilobytes = (measured.resident() - before) / 1024 / open;
        bed.draw(new Figure(Measure.STREAM_MEMORY, String.format(Locale.ROOT, "%,d", streams), target.name(),
                kilobytes, ""));
        table.row(streams, target.name(), before / (1 << 20), measured.residentMegabytes(), kilobytes,
                measured.cpuMicros() / measured.outcome().seconds() / open, measured.outcome().errors());
    }
}
