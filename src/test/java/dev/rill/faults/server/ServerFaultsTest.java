package dev.rill.faults.server;

import dev.rill.faults.FaultTable;
import dev.rill.faults.Figures;
import dev.rill.faults.Scale;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when the server itself is at its limits, or dies. */
@FaultTable("Case by case: what a user sees when the server is at its limits or dies")
public class ServerFaultsTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("The server is asked to end (SIGTERM)")
    void terminated(Figures figures) throws Exception {
        TerminatedRow.play(folder, Scale.of(20, 200), Scale.of(1, 25), figures);
    }

    @Test
    @DisplayName("The server is killed (SIGKILL) at any moment")
    void killed(Figures figures) throws Exception {
        KilledServerRow.play(folder, Scale.of(3, 30), figures);
    }

    @Nested
    @DisplayName("The database is slow or down")
    class StoreAway {

        @Test
        void hanging(Figures figures) throws Exception {
            StoreAwayRow.playHanging(figures);
        }

        @Test
        void down(Figures figures) throws Exception {
            StoreAwayRow.playDown(figures);
        }
    }

    @Test
    @DisplayName("Threads are interrupted while they use the database and the index")
    void interrupts(Figures figures) throws Exception {
        InterruptsRow.play(folder, Scale.of(2_000, 10_000), figures);
    }

    @Test
    @DisplayName("The disk is full")
    void fullDisk(Figures figures) throws Exception {
        FullDiskRow.play(folder, figures);
    }

    @Test
    @DisplayName("More questions are asked than the server can answer at once")
    void overload(Figures figures) throws Exception {
        OverloadRow.play(folder, Scale.of(20, 200), figures);
    }

    @Test
    @DisplayName("Many questions come right after the start, or faster than they can be taken")
    void burst(Figures figures) throws Exception {
        BurstRow.play(folder, Scale.of(300, 5000), figures);
    }

    @Test
    @DisplayName("Many long answers are written at once, and the server has little memory")
    void smallHeap(Figures figures) throws Exception {
        SmallHeapRow.play(folder, Scale.of(64, 256), Scale.of(50, 500), Scale.of(400, 2000), figures);
    }
}
