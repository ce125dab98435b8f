package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.server.EventStream;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when a client fails. */
@FaultTable("Case by case: what a user sees when the client fails")
class ClientFaultsTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("A client leaves, in whichever way and however far its answer has come")
    void leaves(Figures figures) throws Exception {
        LeavingRow.play(folder, 11, figures);
    }

    @Test
    @DisplayName("An answer is stopped, however far it has come; twice; after its end")
    void stops(Figures figures) throws Exception {
        StoppingRow.play(folder, 5, figures);
    }

    @Nested
    @DisplayName("A client stops reading")
    class StopsReading {

        @Test
        void itIsCutWhenOneWriteTakesTooLong(Figures figures) throws Exception {
            SlowReaderRow.play(new SlowReaderRow.Pace(0, 1000, "PT1S", "PT30M"), figures);
        }

        @Test
        void itIsCutOverHttp2Too(Figures figures) throws Exception {
            SlowReaderRow.playHttp2(figures);
        }

        @Test
        void littleIsHeldForItAndOthersReadOn(Figures figures) throws Exception {
            StoppedReadersRow.play(folder, Scale.of(20, 200), figures);
        }
    }

    @Nested
    @DisplayName("A client reads, but hardly anything")
    class ReadsHardlyAnything {

        @Test
        void itIsCutWhenOneWriteTakesTooLong(Figures figures) throws Exception {
            SlowReaderRow.play(new SlowReaderRow.Pace(100, 1000, "PT1S", "PT30M"), figures);
        }

        @Test
        void itIsCutAtTheLatestWhenTheWholeAnswerTakesTooLong(Figures figures) throws Exception {
            SlowReaderRow.play(new SlowReaderRow.Pace(4096, 10, "PT20S", "PT2S"), figures);
        }
    }

    @Test
    @DisplayName("Two questions are posted in one thread at once")
    void twoQuestionsAtOnce(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            bed.model.byDefault(Answer.of("a", "b").withFaultAfter(1, Effect.silence()));
            try (EventStream first = bed.ask("t")) {
                String running = first.next("start").json().get("messageId").stringValue();
                long posted = System.nanoTime();
                try (EventStream second = bed.ask("t")) {
                    figures.since("refused after", posted);
                    assertEquals(409, second.status());
                    var problem = second.problem();
                    assertEquals("THREAD_BUSY", problem.get("code").stringValue());
                    assertEquals(running, problem.get("messageId").stringValue());
                }
            }
        }
    }
}
