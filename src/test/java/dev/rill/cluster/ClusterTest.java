package dev.rill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.cluster.Violation.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of what {@code -Dtool=cluster} does for as long as it is told. */
class ClusterTest {
    private static final int MANY = 10_000;
    /** What is wrong without it shows sooner than all is at rest. */
    private static final Duration REST = Duration.ofSeconds(35);
    private static final int STREAMS = 30;

    @TempDir
    private Path folder;

    @Test
    void serversThatEndWhatOthersHaveTakenAreFoundOut() throws Exception {
        assertTrue(found(Optional.of(Without.FENCE), REST, (nemesis, _) -> nemesis.strike(Fault.PAUSED))
                .contains(Check.ONE_END));
    }

    @Test
    void serversThatLeaveTheCopiesOfTheDeadOpenAreFoundOut() throws Exception {
        assertTrue(found(Optional.of(Without.SEAL), REST, (nemesis, _) -> nemesis.strike(Fault.KILLED))
                .contains(Check.ONE_END));
    }

    @Test
    void serversThatNeverAskHowFarACopyIsAreFoundOut() throws Exception {
        assertTrue(found(Optional.of(Without.RECONCILE), REST, ClusterTest::loseCopies).contains(Check.COPIED_AGAIN));
    }

    @Test
    void whoLooksOnAtAnotherServerSeesTheEndThoughAllCopiesWereLost() throws Exception {
        assertEquals(Set.of(), found(Optional.empty(), ClusterRun.REST, ClusterTest::loseCopies));
    }

    /** Those who look on are sent to other servers before. */
    private static void loseCopies(Nemesis nemesis, ClusterRun run) throws IOException, InterruptedException {
        nemesis.strike(Fault.CLIENTS_CUT);
        nemesis.strike(Fault.REDIS_EMPTIED);
        run.copiesAreLost();
        nemesis.settle();
    }

    /** What is done while people ask. */
    @FunctionalInterface
    private interface Faults {
        void happen(Nemesis nemesis, ClusterRun run) throws IOException, InterruptedException;
    }

    private Set<Check> found(Optional<Without> without, Duration rest, Faults faults) throws Exception {
        Optional<Path> classes = Optional.empty();
        if (without.isPresent()) {
            classes = Optional.of(without.get().in(folder.resolve("classes")));
        }
        try (Bed bed = new Bed(folder, Bed.Fronts.CABLES,
                Map.of("RILL_MAX_STREAMS_PER_USER", Integer.toString(MANY)), classes)) {
            ClusterRun run = new ClusterRun(bed, MANY, rest);
            Nemesis nemesis = new Nemesis(bed, run.tally(), 1);
            return run.go(all -> new RollingRestart(bed, all, STREAMS), () -> {
                nemesis.settle();
                faults.happen(nemesis, run);
            }).stream().map(Violation::check).collect(Collectors.toSet());
        }
    }

    @Test
    void whatThreeServersBehindProxiesTookIsKeptWhateverHappensToThem() throws Exception {
        try (Bed bed = new Bed(folder, Bed.Fronts.CABLES, Map.of())) {
            ClusterRun run = new ClusterRun(bed);
            Nemesis nemesis = new Nemesis(bed, run.tally(), 1);
            assertEquals(List.of(), run.go(all -> new Load(bed, all, 1, 1), () -> {
                nemesis.strike(Fault.REDIS_PROMOTED);
                nemesis.strike(Fault.DATABASE_UNANSWERED);
                nemesis.strikeBoth(Fault.KILLED, Fault.REDIS_KILLED);
                nemesis.strike(Fault.CLIENTS_CUT);
                nemesis.strike(Fault.PROXY_KILLED);
            }));
            assertTrue(run.tally().of("answers: RILL") > 0, run.tally().table());
        }
    }
}
