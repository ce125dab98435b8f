package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.faults.FaultBed;
import dev.rill.faults.FaultTable;
import dev.rill.faults.Figures;
import dev.rill.faults.Scale;
import dev.rill.faults.SeenAnswer;
import dev.rill.http.DrippingClients;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.server.EventStream;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees when a client fails. */
@FaultTable("Case by case: what a user sees when the client fails")
public class ClientFaultsTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("A client leaves, in whichever way and however far its answer has come")
    void leaves(Figures figures) throws Exception {
        LeavingRow.play(folder, Scale.of(11, 56), figures);
    }

    @Test
    @DisplayName("A client leaves an answer that is to go on, and comes back")
    void comesBack(Figures figures) throws Exception {
        ContinuedRow.play(figures);
    }

    @Test
    @DisplayName("A body is too large: declared, in chunks, or of another length than it says")
    void largeBodies(Figures figures) throws Exception {
        BodiesRow.playTooLarge(figures);
    }

    @Test
    @DisplayName("A body is no question: broken, deep, huge numbers, bytes that are no text, unknown or wrong members")
    void invalidBodies(Figures figures) throws Exception {
        BodiesRow.playInvalid(figures);
    }

    @Test
    @DisplayName("Connections drip a byte at a time")
    void drip(Figures figures) throws Exception {
        int count = Scale.of(200, 1000);
        figures.took(count + " are gone, by a hundredth of the deadline, after", DrippingClients.play(folder, count));
    }

    @ParameterizedTest
    @CsvSource({"4000 headers, 431", "a header of a megabyte, 431", "a path of 8 KiB, 414"})
    @DisplayName("A request's head is too large")
    void largeHeads(String what, int status) throws Exception {
        try (FaultBed bed = FaultBed.with(); RawHttp http = new RawHttp(bed.port())) {
            String path = what.startsWith("a path") ? "/" + "x".repeat(8192) : "/threads";
            String headers = switch (what) {
                case "4000 headers" -> "A: b\r\n".repeat(4000);
                case "a header of a megabyte" -> "X: " + "x".repeat(1_000_000) + "\r\n";
                default -> "";
            };
            try {
                http.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
            } catch (SocketException e) {
                // the refusal came before all was sent
            }
            assertEquals(status, http.receive().status());
            assertEquals(200, bed.call("GET", "/threads").status());
        }
    }

    @Test
    @DisplayName("Ids, names or text hold line ends, markup or scripts")
    void hostileText(Figures figures) throws Exception {
        HostileTextRow.play(figures);
    }

    @Test
    @DisplayName("An answer takes very long and keeps flowing")
    void longAnswer(Figures figures) throws Exception {
        Answer flowing = Answer.words("word ".repeat(40)).withDelay(Duration.ofMillis(50));
        try (FaultBed bed = FaultBed.with("RILL_MODEL_FIRST_TOKEN_TIMEOUT", "PT1S", "RILL_MODEL_GAP_TIMEOUT", "PT1S",
                "RILL_STALE_AFTER", "PT1S", "RILL_WRITE_STALL_TIMEOUT", "PT1S")) {
            SeenAnswer seen = bed.answer("t", flowing).assertComplete(flowing.text());
            figures.took("twice as long as each limit on silence", seen.took());
        }
    }

    @Test
    @DisplayName("An answer is stopped, however far it has come; twice; after its end")
    void stops(Figures figures) throws Exception {
        StoppingRow.play(folder, Scale.of(3, 100), figures);
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
