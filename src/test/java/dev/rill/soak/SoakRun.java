package dev.rill.soak;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Warm-up, baseline, traffic with a look at the server at rest now and then, comparison. One thread. */
final class SoakRun {
    private static final double USERS_A_SECOND = 2.5;
    private static final Duration LEAST_WARM_UP = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int LOOKS_OF_A_LONG_RUN = 6;
    /** Streams end, can no longer be replayed, and idle connections are closed within this. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_GLANCES = Duration.ofSeconds(10);
    /** With the time for which streams can be replayed, longer than the minute after which idle threads end. */
    private static final int CALM_GLANCES = 6;
    private static final double SAME_HEAP = 0.002;
    private static final Duration FULL = Duration.ofHours(2);
    private static final double MOST_STARVED = 0.002;
    private static final int STOPS_OF_A_FULL_RUN = 10_000;

    private final Duration duration;
    private final int port;
    private final Upstreams upstreams;
    private final Tally tally;
    private final ServerProbe probe;
    private final Traffic traffic;
    private final List<CompletableFuture<String>> cases = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final long begun = System.nanoTime();

    SoakRun(Duration duration, int port, Upstreams upstreams, Tally tally, ServerProbe probe) {
        this.duration = duration;
        this.port = port;
        this.upstreams = upstreams;
        this.tally = tally;
        this.probe = probe;
        this.traffic = new Traffic(port, upstreams, tally, USERS_A_SECOND);
    }

    /** @return the report */
    String run() throws IOException, InterruptedException {
        Duration twelfth = duration.dividedBy(12);
        Duration warmUp = twelfth.compareTo(LEAST_WARM_UP) < 0 ? LEAST_WARM_UP : twelfth;
        traffic.run(warmUp);
        rest();
        // the first look starts threads of the JVM's own
        probe.sample(0);
        Sample baseline = look();
        startCases();
        List<Sample> later = new ArrayList<>();
        int looks = duration.compareTo(LONG) < 0 ? 1 : LOOKS_OF_A_LONG_RUN;
        for (int i = 1; i <= looks; i++) {
            traffic.run(duration.minus(warmUp).dividedBy(looks));
            if (i == looks) {
                cases.forEach(CompletableFuture::join);
            }
            rest();
            later.add(look());
        }
        checkStoreAndIndex();
        int stops = tally.count(Visit.STOPS.title);
        if (duration.compareTo(FULL) >= 0 && stops < STOPS_OF_A_FULL_RUN) {
            tally.violation(Visit.STOPS.title, "only " + stops + " of " + STOPS_OF_A_FULL_RUN);
        }
        if (tally.starved() > tally.total() * MOST_STARVED) {
            tally.violation("the store", tally.starved() + " times it was too slow, in " + tally.total() + " turns");
        }
        Comparison comparison = new Comparison(baseline, later);
        comparison.faults().forEach(fault -> tally.violation("the server at rest", fault));
        return report(comparison);
    }

    /** Those that take minutes run beside the traffic, where there is time for them. */
    private void startCases() {
        LongAnswers answers = new LongAnswers(port, upstreams, tally);
        cases.add(new Drippers(port, tally).start());
        startIf(Duration.ofMinutes(20), LongAnswers.TWELVE_MINUTES, answers::twelveMinutes);
        startIf(Duration.ofMinutes(45), LongAnswers.WITHOUT_END, answers::withoutEnd);
    }

    private void startIf(Duration least, String name, Supplier<CompletableFuture<String>> start) {
        if (duration.compareTo(least) < 0) {
            skipped.add(name + ": skipped, needs a soak of " + least);
        } else {
            cases.add(start.get());
        }
    }

    /**
     * Waits until only the long answers are left and the heap stays as it is: the database goes on for a while tidying
     * its file, and its cache with it.
     */
    private void rest() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ServerProbe.Glance last = probe.glance();
        for (int calm = 0; calm < CALM_GLANCES && System.nanoTime() < deadline; ) {
            LockSupport.parkNanos(BETWEEN_GLANCES.toNanos());
            ServerProbe.Glance now = probe.glance();
            boolean same = Math.abs(now.heapBytes() - last.heapBytes()) < last.heapBytes() * SAME_HEAP;
            calm = now.only(running()) && same ? calm + 1 : 0;
            last = now;
        }
        if (!last.only(running())) {
            tally.violation("the server at rest", "after " + PATIENCE + " it holds " + last);
        }
    }

    private long running() {
        return cases.stream().filter(one -> !one.isDone()).count();
    }

    private Sample look() throws IOException, InterruptedException {
        Sample sample = probe.sample((System.nanoTime() - begun) / 1_000_000_000);
        System.out.println(sample.seconds() + " s, " + tally.total() + " turns, " + tally.violations() + " violations, "
                + running() + " long cases running: " + sample.measures() + " " + sample.reported());
        return sample;
    }

    /** They still do what they did. */
    private void checkStoreAndIndex() throws IOException {
        Upstream upstream = new Upstream("the last answer", List.of(Answer.of("Good ", "bye. [1]")), true,
                "Good bye. [1]", Set.of("complete"));
        Turn turn = new Turn(port, "last", new Random(2), "the last question", upstream, upstreams, tally);
        RawHttp.Response answer = RawHttp.json(port, "POST", "/chat", turn.json(false));
        if (answer.status() != 200 || answer.json().get("sources").isEmpty()) {
            tally.violation("the last question", answer.text());
        }
        if (RawHttp.call(port, "GET", "/health").status() != 200
                || RawHttp.call(port, "GET", "/threads?q=bye").json().get("total").asInt() != 1
                || RawHttp.call(port, "DELETE", "/threads/last").status() != 200) {
            tally.violation("the last question", "the store is not what it was");
        }
    }

    private String report(Comparison comparison) {
        StringBuilder report = new StringBuilder("\n# Soak of " + duration + "\n\n").append(comparison.table())
                .append("\nAs at the baseline: ").append(Comparison.BOUND).append(".\n\n").append(tally.table())
                .append('\n');
        cases.forEach(one -> report.append("- ").append(one.join()).append('\n'));
        skipped.forEach(one -> report.append("- ").append(one).append('\n'));
        report.append("- streams that were stopped: ").append(tally.count(Visit.STOPS.title)).append('\n');
        if (tally.violations() > 0) {
            report.append("\nclasses that grew most:\n").append(comparison.grown(25));
        }
        return report.toString();
    }
}
