package dev.rill.threads.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.jdbc.ExchangeStep;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeJournalTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    @TempDir
    Path folder;

    private ExchangeJournal open() throws IOException {
        return new ExchangeJournal(file("one"), file("other"));
    }

    private RecordFile file(String name) throws IOException {
        return new RecordFile(FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private static ExchangeStep asked(String answerId) {
        return new ExchangeStep.Asked("server", question(answerId));
    }

    private static AskedQuestion question(String answerId) {
        return new AskedQuestion("ann", "t1", "q-" + answerId, answerId, "what? \uD83D\uDE00", NOW);
    }

    private static void append(ExchangeJournal journal, ExchangeStep... steps) throws IOException {
        for (ExchangeStep step : steps) {
            journal.append(ExchangeStepBytes.write(step));
        }
    }

    @Test
    void stepsAreReadAsTheyWereWritten() throws IOException {
        List<ExchangeStep> steps = List.of(asked("a1"),
                new ExchangeStep.Answered("ann", new FinishedAnswer("a1", "änswer", MessageStatus.ERROR, "MODEL_STALLED",
                        List.of(new Source(1, "a.md", "A", 3, 9, 0.5, "words", "0a1b", Optional.of("words\nall"))), Optional.of(new Usage(1, 2, 3)), NOW,
                        1_234, 56, Optional.empty())),
                new ExchangeStep.Answered("ann", new FinishedAnswer("a2", "", MessageStatus.CANCELLED, "", List.of(),
                        Optional.empty(), NOW, 0, -1, Optional.empty())),
                new ExchangeStep.Answered("ann", new FinishedAnswer("a4", "cut", MessageStatus.COMPLETE, "", List.of(),
                        Optional.empty(), NOW, 5, 1, Optional.of(FinishReason.LENGTH))),
                new ExchangeStep.Withdrawn(question("a3")));
        try (ExchangeJournal journal = open()) {
            append(journal, steps.toArray(ExchangeStep[]::new));
            assertEquals(steps, journal.steps());
        }
        try (ExchangeJournal journal = open()) {
            assertEquals(steps, journal.steps());
        }
    }

    @Test
    void anAnswerIsReadThatWasWrittenBeforeFinishReasonsWereKnown() throws IOException {
        FinishedAnswer told = new FinishedAnswer("a1", "text", MessageStatus.COMPLETE, "", List.of(), Optional.empty(),
                NOW, 5, 1, Optional.of(FinishReason.STOP));
        byte[] now = ExchangeStepBytes.write(new ExchangeStep.Answered("ann", told));
        byte[] before = Arrays.copyOf(now, now.length - Integer.BYTES - "stop".length());
        before[0] = 2;
        FinishedAnswer untold = new FinishedAnswer("a1", "text", MessageStatus.COMPLETE, "", List.of(),
                Optional.empty(), NOW, 5, 1, Optional.empty());
        assertEquals(new ExchangeStep.Answered("ann", untold), ExchangeStepBytes.read(before));
    }

    @Test
    void whatIsOlderComesFirstUntilItIsDropped() throws IOException {
        try (ExchangeJournal journal = open()) {
            append(journal, asked("a1"));
            assertTrue(journal.turn());
            append(journal, asked("a2"));
            assertFalse(journal.turn(), "what is older is still needed");
            append(journal, asked("a3"));
        }
        try (ExchangeJournal journal = open()) {
            assertEquals(List.of(asked("a1"), asked("a2"), asked("a3")), journal.steps());
        }
    }

    @Test
    void whatIsDroppedIsGoneAndTheOtherStays() throws IOException {
        try (ExchangeJournal journal = open()) {
            append(journal, asked("a1"));
            assertTrue(journal.turn());
            append(journal, asked("a2"));
            journal.dropOlder();
            assertEquals(List.of(asked("a2")), journal.steps());
            assertTrue(journal.turn());
            append(journal, asked("a3"));
            assertEquals(List.of(asked("a2"), asked("a3")), journal.steps());
        }
    }

    @Test
    void numbersGoOnAfterItWasOpenedAgain() throws IOException {
        try (ExchangeJournal journal = open()) {
            append(journal, asked("a1"), asked("a2"));
            assertTrue(journal.turn());
            append(journal, asked("a3"));
        }
        for (int i = 4; i < 8; i++) {
            try (ExchangeJournal journal = open()) {
                journal.steps();
                append(journal, asked("a" + i));
            }
        }
        try (ExchangeJournal journal = open()) {
            assertEquals(List.of("a1", "a2", "a3", "a4", "a5", "a6", "a7"), journal.steps().stream()
                    .map(step -> ((ExchangeStep.Asked) step).question().answerId()).toList());
        }
    }

    @Test
    void aRecordThatWasCutHidesNothingOfTheOtherFile() throws IOException {
        try (ExchangeJournal journal = open()) {
            append(journal, asked("a1"), asked("a2"));
            assertTrue(journal.turn());
            append(journal, asked("a3"));
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("one"));
        Files.write(folder.resolve("one"), Arrays.copyOf(bytes, bytes.length - 1));
        try (ExchangeJournal journal = open()) {
            assertEquals(List.of(asked("a1"), asked("a3")), journal.steps());
        }
    }

    @Test
    void nothingIsLeftWhenItIsCleared() throws IOException {
        try (ExchangeJournal journal = open()) {
            append(journal, asked("a1"));
            journal.turn();
            append(journal, asked("a2"));
            journal.clear();
            assertEquals(List.of(), journal.steps());
        }
        assertEquals(0, Files.size(folder.resolve("one")) + Files.size(folder.resolve("other")));
    }

    @Test
    void whatIsNoStepIsSaid() {
        assertThrows(IOException.class, () -> ExchangeStepBytes.read(new byte[] {9}));
    }
}
