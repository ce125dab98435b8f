package dev.rill.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryTest {
    /** Of 400 characters. */
    private static final History HISTORY = new History(100);

    private static List<Turn> turns(String... texts) {
        return HISTORY.turns(messages(texts));
    }

    private static List<ThreadMessage> messages(String... texts) {
        List<ThreadMessage> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(new ThreadMessage("m" + messages.size(), messages.size() % 2 == 0 ? Role.USER : Role.ASSISTANT,
                    text, Instant.EPOCH, MessageStatus.COMPLETE, List.of(), "", Optional.empty(), OptionalLong.empty(),
                    Optional.empty()));
        }
        return messages;
    }

    @Test
    void asManyOfTheLatestTurnsAreKeptAsFit() {
        assertEquals(List.of(new Turn("b", "B".repeat(200)), new Turn("c", "C".repeat(150))),
                turns("a", "A".repeat(200), "b", "B".repeat(200), "c", "C".repeat(150)));
    }

    @Test
    void theNewestTurnIsShortenedAndNeverDropped() {
        String answer = "begin " + "x".repeat(10_000) + " end";
        List<Turn> turns = turns("old", "OLD", "Write an essay", answer);
        assertEquals(1, turns.size());
        assertEquals("Write an essay", turns.getFirst().question());
        String kept = turns.getFirst().answer();
        assertTrue(kept.startsWith("begin x") && kept.endsWith("x end") && kept.contains("[…]"), kept);
        assertTrue(kept.length() + "Write an essay".length() <= 400, kept.length() + " characters");
    }

    @Test
    void aLongQuestionLeavesRoomForItsAnswer() {
        Turn turn = turns("q".repeat(5_000), "a".repeat(5_000)).getFirst();
        assertEquals(100, turn.question().length(), 1);
        assertEquals(300, turn.answer().length(), 1);
        assertEquals("short", turns("q".repeat(5_000), "short").getFirst().answer());
        assertTrue(turns("q".repeat(5_000), "short").getFirst().question().length() > 380);
    }

    @Test
    void aQuestionWithoutAnAnswerIsATurnToo() {
        assertEquals(List.of(new Turn("a", "A"), new Turn("b", "")), turns("a", "A", "b"));
    }

    @Test
    void anOlderTurnThatIsTooLongIsLeftOutWithThoseBeforeIt() {
        assertEquals(List.of(new Turn("c", "C")), turns("a", "A", "b", "B".repeat(500), "c", "C"));
    }

    @Test
    void aShortenedTextHoldsWholeCharacters() {
        for (int length = 400; length < 410; length++) {
            String kept = turns("?", "x".repeat(length % 2) + "🎉".repeat(length)).getFirst().answer();
            assertTrue(kept.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF), kept);
        }
    }

    @Test
    void withoutABudgetThereIsNoHistory() {
        assertEquals(List.of(), new History(0).turns(messages("a", "A")));
        assertEquals(1, new History(1).turns(messages("a".repeat(100), "A".repeat(100))).size());
    }
}
