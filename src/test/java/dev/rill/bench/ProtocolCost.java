package dev.rill.bench;

import dev.rill.bench.client.Load;
import dev.rill.bench.client.Speaks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What a token, the first token and an open stream cost in each protocol, beside Rill's own: one server, whose clients
 * take turns.
 */
final class ProtocolCost implements Phase {
    private static final Duration WARM = Duration.ofSeconds(3);
    private static final Duration FIRST_TOKEN = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration GAP = Duration.ofMillis(50);
    private static final Duration IDLE_GAP = Duration.ofSeconds(20);
    private static final int AT_ONCE = 50;
    private static final int PACED = 100;
    private static final int IDLE = 1_000;
    private static final int SHORT = 5;

    @Override
    public String name() {
        return "protocols";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        try (PackagedRill rill = bed.startRill()) {
            List<Target> targets = Arrays.stream(Speaks.values()).filter(speaks -> speaks != Speaks.MODEL)
                    .map(speaks -> Target.rill(rill, speaks)).toList();
            for (Target target : targets) {
                bed.warm(target, WARM);
                bed.run(target, Load.answers(target.port(), target.speaks(), AT_ONCE, SHORT, WARM));
            }
            Rounds rounds = new Rounds();
            for (int round = 0; round < bed.options().rounds(); round++) {
                turns(bed, targets, rounds);
            }
            print(targets, rounds, memory(bed, targets));
        }
    }

    private static void turns(Bed bed, List<Target> targets, Rounds rounds) throws IOException {
        Options options = bed.options();
        for (Target target : targets) {
            rounds.add("full", target, bed.run(target, Load.answers(target.port(), target.speaks(), AT_ONCE,
                    options.tokens(), options.measure())));
        }
        List<Target> streaming = targets.stream().filter(target -> target.speaks().streamsTokens()).toList();
        for (Target target : streaming) {
            rounds.add("paced", target, bed.run(target, Load.held(target.port(), target.speaks(), PACED, GAP,
                    options.measure())));
        }
        for (Target target : streaming) {
            rounds.add("first", target, bed.run(target, Load.answers(target.port(), target.speaks(), 1, SHORT,
                    FIRST_TOKEN).pausing(PAUSE)));
        }
    }

    /** Kilobytes that can be reached from an open stream in which nothing happens. */
    private static Map<Target, Double> memory(Bed bed, List<Target> targets) throws IOException {
        Map<Target, Double> kilobytes = new LinkedHashMap<>();
        for (Target target : targets) {
            ServerFigures server = target.figures().orElseThrow();
            long before = server.liveHeapBytes();
            AtomicLong held = new AtomicLong();
            bed.run(target, Load.held(target.port(), target.speaks(), IDLE, IDLE_GAP, FIRST_TOKEN),
                    () -> held.set(server.liveHeapBytes()));
            kilobytes.put(target, (held.get() - before) / 1024.0 / IDLE);
        }
        return kilobytes;
    }

    private static void print(List<Target> targets, Rounds rounds, Map<Target, Double> kilobytes) {
        Table table = new Table("Protocols: processor time a token of " + AT_ONCE + " answers as fast as they are "
                + "taken and of " + PACED + " streams of 20 tokens a second, first token of one question after the "
                + "other, live heap of " + IDLE + " idle streams; bounds are x 1.5, + 0.2 ms and + 10 KB", "protocol",
                "", "us/token", "x", "paced", "x", "first ms", "+", "KB", "+", "errors");
        Target own = targets.getFirst();
        for (Target target : targets) {
            List<Object> cells = new ArrayList<>(List.of(target.name(), ""));
            double full = rounds.median("full", target, Measured::cpuMicrosPerToken);
            cells.addAll(List.of(full, full / rounds.median("full", own, Measured::cpuMicrosPerToken)));
            double paced = median(rounds, "paced", target, Measured::cpuMicrosPerToken);
            cells.addAll(List.of(paced, paced / median(rounds, "paced", own, Measured::cpuMicrosPerToken)));
            double first = median(rounds, "first", target, one -> one.outcome().firstP50());
            cells.addAll(List.of(first, first - median(rounds, "first", own, one -> one.outcome().firstP50())));
            cells.addAll(List.of(kilobytes.get(target), kilobytes.get(target) - kilobytes.get(own)));
            cells.add(rounds.median("full", target, one -> one.outcome().errors()));
            table.row(cells.toArray());
        }
        table.print();
    }

    /** Nothing where the protocol shows no tokens. */
    private static double median(Rounds rounds, String load, Target target, ToDoubleFunction<Measured> figure) {
        return target.speaks().streamsTokens() ? rounds.median(load, target, figure) : Double.NaN;
    }
}
