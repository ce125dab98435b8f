package dev.rill.cluster;

import dev.rill.launch.Folders;
import dev.rill.launch.ToolSettings;
import dev.rill.proxy.ProxyProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Three servers, load and a nemesis for some minutes, or a rolling restart under many streams: run by
 * {@code mvn -Dtool=cluster verify}. Prints its report and keeps it, the servers' logs and every violation in
 * {@code target/cluster}; exits with 1 where there is any.
 */
public final class Main {
    private static final int SHOWN = 20;

    private final ToolSettings given;
    private final Path folder;
    private int violations;

    private Main(ToolSettings given, Path folder) {
        this.given = given;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        ToolSettings given = new ToolSettings(arguments);
        Path folder = given.target().resolve("cluster");
        Folders.delete(folder);
        Main main = new Main(given, Files.createDirectories(folder));
        List<String> phases = given.list("cluster.phases");
        if (phases.contains("nemesis")) {
            main.nemesis();
        }
        if (phases.contains("rolling")) {
            main.rolling(ProxyProgram.NGINX);
            main.rolling(ProxyProgram.HAPROXY);
        }
        System.exit(main.violations == 0 ? 0 : 1);
    }

    private void nemesis() throws IOException, InterruptedException, SQLException {
        long seed = given.number("cluster.seed");
        Duration time = Duration.ofMinutes(given.number("cluster.minutes"));
        try (Bed bed = new Bed(bedFolder("nemesis"), Bed.Fronts.CABLES, Map.of())) {
            ClusterRun run = new ClusterRun(bed);
            Nemesis nemesis = new Nemesis(bed, run.tally(), seed);
            report("Three servers for " + time + ", seed " + seed + where(bed), run, run.go(
                    all -> new Load(bed, all, seed, given.number("cluster.askers")), () -> nemesis.rage(time)));
        }
    }

    private void rolling(ProxyProgram proxy) throws IOException, InterruptedException, SQLException {
        int streams = given.number("cluster.streams");
        try (Bed bed = new Bed(bedFolder("rolling-" + proxy), Bed.Fronts.DIRECT,
                Map.of("RILL_MAX_STREAMS_PER_USER", "10000"))) {
            bed.onlyThrough(proxy);
            ClusterRun run = new ClusterRun(bed, 10_000, ClusterRun.REST);
            Nemesis nemesis = new Nemesis(bed, run.tally(), 1);
            List<Violation> found = new ArrayList<>(run.go(all -> new RollingRestart(bed, all, streams), () -> {
                nemesis.settle();
                nemesis.restartAll();
                nemesis.settle();
            }));
            found.addAll(run.notAsIfNothingHappened());
            report("Rolling restart under " + streams + " streams through " + proxy + where(bed), run, found);
        }
    }

    private static String where(Bed bed) {
        return bed.namespaces ? ", each in a network namespace"
                : ", all on this machine (namespaces want root and the program ip)";
    }

    private Path bedFolder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private void report(String title, ClusterRun run, List<Violation> found) throws IOException {
        StringBuilder report = new StringBuilder("\n# " + title + "\n\n" + run.tally().table()
                + "\n| check | violations |\n|---|---|\n");
        Map<Violation.Check, Integer> counts = new EnumMap<>(Violation.Check.class);
        found.forEach(violation -> counts.merge(violation.check(), 1, Integer::sum));
        for (Violation.Check check : Violation.Check.values()) {
            report.append("| ").append(check).append(" | ").append(counts.getOrDefault(check, 0)).append(" |\n");
        }
        found.stream().limit(SHOWN).forEach(violation -> report.append("\n- ").append(violation));
        System.out.println(report);
        append("report.md", report.append('\n').toString());
        for (Violation violation : found) {
            append("violations.txt", violation + "\n");
        }
        violations += found.size();
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
