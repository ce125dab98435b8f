package dev.rill.cluster;

import dev.rill.launch.Folders;
import dev.rill.launch.ToolSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Three servers, load and a nemesis for some minutes: run by {@code mvn -Dtool=cluster verify}. Prints its report and
 * keeps it, the servers' logs and every violation in {@code target/cluster}; exits with 1 where there is any.
 */
public final class Main {
    private static final int SHOWN = 20;

    private Main() {
    }

    public static void main(String[] arguments) throws Exception {
        ToolSettings given = new ToolSettings(arguments);
        Path folder = given.target().resolve("cluster");
        Folders.delete(folder);
        Files.createDirectories(folder);
        long seed = given.number("cluster.seed");
        Duration time = Duration.ofMinutes(given.number("cluster.minutes"));
        int exit;
        try (Bed bed = new Bed(folder, Bed.Fronts.CABLES, Map.of())) {
            ClusterRun run = new ClusterRun(bed);
            List<Violation> violations = run.go(seed, given.number("cluster.askers"), nemesis -> nemesis.rage(time));
            String report = report("Three servers for " + time + ", seed " + seed, run.tally(), violations);
            System.out.println(report);
            Files.writeString(folder.resolve("report.md"), report);
            Files.write(folder.resolve("violations.txt"), violations.stream().map(Violation::toString).toList());
            exit = violations.isEmpty() ? 0 : 1;
        }
        System.exit(exit);
    }

    static String report(String title, Tally tally, List<Violation> violations) {
        StringBuilder report = new StringBuilder("\n# " + title + "\n\n" + tally.table() + "\n| check | violations |\n"
                + "|---|---|\n");
        Map<Violation.Check, Integer> counts = new EnumMap<>(Violation.Check.class);
        violations.forEach(violation -> counts.merge(violation.check(), 1, Integer::sum));
        for (Violation.Check check : Violation.Check.values()) {
            report.append("| ").append(check).append(" | ").append(counts.getOrDefault(check, 0)).append(" |\n");
        }
        violations.stream().limit(SHOWN).forEach(violation -> report.append("\n- ").append(violation));
        return report.append('\n').toString();
    }
}
