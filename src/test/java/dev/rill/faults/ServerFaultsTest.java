package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.server.EventStream;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when the server itself is at its limits, or dies. */
@FaultTable("Case by case: what a user sees when the server is at its limits or dies")
class ServerFaultsTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("The disk is full")
    void fullDisk(Figures figures) throws Exception {
        FullDiskRow.play(folder, figures);
    }

    @Test
    @DisplayName("More questions are asked than the server can answer at once")
    void overload(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with("RILL_MAX_STREAMS", "1")) {
            bed.model.byDefault(Answer.of("a", "b").withFaultAfter(1, Effect.silence()));
            try (EventStream first = bed.ask("t1")) {
                first.next("token");
                long posted = System.nanoTime();
                try (EventStream refused = bed.ask("t2")) {
                    figures.since("refused after", posted);
                    assertEquals(503, refused.status());
                    assertTrue(refused.header("retry-after").isPresent());
                    assertEquals("TOO_MANY_STREAMS", refused.problem().get("code").stringValue());
                }
            }
        }
    }
}
