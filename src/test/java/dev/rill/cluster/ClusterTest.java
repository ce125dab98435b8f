package dev.rill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of what {@code -Dtool=cluster} does for as long as it is told. */
class ClusterTest {
    @TempDir
    private Path folder;

    @Test
    void serversThatEndWhatOthersHaveTakenAreFoundOut() throws Exception {
        Path broken = WithoutFence.in(folder.resolve("classes"));
        try (Bed bed = new Bed(folder, Bed.Fronts.CABLES, Map.of(), Optional.of(broken))) {
            ClusterRun run = new ClusterRun(bed);
            Nemesis nemesis = new Nemesis(bed, run.tally(), 1);
            List<Violation> found = run.go(all -> new Load(bed, all, 1, 1), () -> {
                nemesis.settle();
                nemesis.strike(Fault.PAUSED);
            });
            assertTrue(found.stream().anyMatch(violation -> violation.check() == Violation.Check.ONE_END),
                    found + run.tally().table());
        }
    }

    @Test
    void whatThreeServersBehindProxiesTookIsKeptWhateverHappensToThem() throws Exception {
        try (Bed bed = new Bed(folder, Bed.Fronts.CABLES, Map.of())) {
            ClusterRun run = new ClusterRun(bed);
            Nemesis nemesis = new Nemesis(bed, run.tally(), 1);
            assertEquals(List.of(), run.go(all -> new Load(bed, all, 1, 1), () -> {
                nemesis.strike(Fault.REDIS_PROMOTED);
                nemesis.strikeBoth(Fault.KILLED, Fault.REDIS_KILLED);
                nemesis.strike(Fault.CLIENTS_CUT);
                nemesis.strike(Fault.PROXY_KILLED);
            }));
            assertTrue(run.tally().of("answers: RILL") > 0, run.tally().table());
        }
    }
}
