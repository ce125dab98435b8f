package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.FinishReason;
import dev.rill.stream.OnBusy;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.ThreadMessage.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a question in every store, whatever its database: where it goes, and how it is taken back. */
abstract class QuestionStoreContract extends StoreBed {
    private static final Instant NOW = Talk.START;

    @Test
    void aQuestionMakesTheThreadAndAnEmptyStreamingAnswer() {
        assertEquals(List.of(), ann.ask("t1", "a1", "How do I stop?"));

        assertEquals(List.of(
                new ThreadMessage("q-a1", Role.USER, "How do I stop?", NOW, MessageStatus.COMPLETE, List.of(), "",
                        Optional.empty(), OptionalLong.empty(), Optional.empty()),
                new ThreadMessage("a1", Role.ASSISTANT, "", NOW, MessageStatus.STREAMING, List.of(), "",
                        Optional.empty(), OptionalLong.empty(), Optional.empty())),
                ann.messages("t1"));
        assertEquals(new ThreadSummary("t1", "How do I stop?", NOW, NOW, 2, Optional.empty()),
                store.find("ann", "t1").orElseThrow());
    }

    @Test
    void whatIsNotedAtAQuestionIsKeptWithItsAnswer() {
        store.accept(new AskedQuestion("ann", "t1", "q1", "a1", "Why?", NOW, Optional.empty(), List.of(),
                OnBusy.REJECT, Optional.of("{\"a\":\"ü\"}")), 10);
        ann.answer("a1", "So.");
        reopen();
        assertEquals(List.of(Optional.empty(), Optional.of("{\"a\":\"ü\"}")),
                ann.messages("t1").stream().map(ThreadMessage::note).toList());
    }

    @Test
    void whatIsRehearsedIsNowhereAndDisturbsNothing() {
        ann.ask("t1", "a1", "Why?");
        ExchangeStore rehearsal = store.rehearsal();
        assertEquals(List.of("Why?", ""), Talk.taken(rehearsal.accept(
                Talk.asked("ann", "t1", "q2", "a2", "Rehearsed?", NOW), 10)).stream().map(ThreadMessage::content)
                .toList());
        rehearsal.accept(Talk.asked("ann", "t2", "q3", "a3", "Rehearsed?", NOW), 10);
        rehearsal.finish("ann", new FinishedAnswer("a1", "Rehearsed.", MessageStatus.COMPLETE, "", List.of(),
                Optional.empty(), NOW, 1, 1, Optional.empty()), () -> false);
        assertEquals(MessageStatus.STREAMING, ann.messages("t1").getLast().status());
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of("Why?", ""), ann.messages("t1").stream().map(ThreadMessage::content).toList());
            assertEquals(2, store.find("ann", "t1").orElseThrow().messageCount());
            assertTrue(store.find("ann", "t2").isEmpty());
            assertFalse(store.hasEnded("ann", "a3"));
            reopen();
        }
    }

    @Test
    void aQuestionThatComesInThePlaceOfAnotherTakesAwayAllThatFollowedIt() {
        for (int i = 1; i <= 3; i++) {
            ann.ask("t1", "a" + i, "question " + i);
            ann.answer("a" + i, "answer " + i);
        }
        ann.ask("t2", "b1", "elsewhere");
        new Talk(store, "bob").ask("t1", "c1", "somebody else's");

        assertEquals(List.of("question 1", "answer 1"), texts(again("q-a2", "new2", "a22", "question 2, again")));
        assertEquals(List.of("question 1", "answer 1", "question 2, again", ""), texts(ann.messages("t1")));
        assertEquals(4, store.find("ann", "t1").orElseThrow().messageCount());

        ann.answer("a22", "answer 2, again");
        assertEquals(List.of("question 1", "answer 1"), texts(again("unknown", "new2", "a222", "and once more")),
                "its own id is meant as well");
        assertEquals(List.of(), texts(again("q-a1", "new1", "a11", "from the beginning")));
        assertEquals(List.of("from the beginning", ""), texts(again("unknown", "new4", "a4", "added")));
        assertEquals(List.of("from the beginning", "", "added", ""), texts(ann.messages("t1")));
        assertEquals(List.of("from the beginning", ""), texts(again("a4", "new5", "a5", "an answer's id means nothing"))
                .subList(0, 2));
        assertEquals(6, store.find("ann", "t1").orElseThrow().messageCount());
        assertEquals(List.of("elsewhere", ""), texts(ann.messages("t2")));
        assertEquals(List.of("somebody else's", ""), texts(new Talk(store, "bob").messages("t1")));
    }

    @Test
    void aQuestionThatIsRolledBackLeavesNothingButWhatWasThereBefore() {
        AskedQuestion first = Talk.asked("ann", "t1", "q1", "a1", "Why?", NOW);
        store.accept(first, 10);
        store.remove(first, () -> false);
        assertTrue(store.find("ann", "t1").isEmpty());

        store.accept(first, 10);
        ann.answer("a1", "Because.");
        AskedQuestion second = Talk.asked("ann", "t1", "q2", "a2", "Really?", NOW.plusSeconds(1));
        store.accept(second, 10);
        store.remove(second, () -> false);
        store.remove(second, () -> false);
        ann.answer("a2", "This comes too late.");
        assertEquals(List.of("Why?", "Because."), texts(ann.messages("t1")));
        assertEquals(2, store.find("ann", "t1").orElseThrow().messageCount());
        new Talk(store, "bob").ask("t1", "b1", "somebody else's");
        store.remove(first, () -> false);
        assertEquals(List.of("somebody else's", ""), texts(new Talk(store, "bob").messages("t1")));

        store.create("ann", "made", Optional.empty(), Optional.empty(), NOW);
        AskedQuestion inMade = Talk.asked("ann", "made", "q3", "a3", "Named after this?", NOW.plusSeconds(1));
        store.accept(inMade, 10);
        store.remove(inMade, () -> false);
        assertEquals(new ThreadSummary("made", "", NOW, NOW.plusSeconds(1), 0, Optional.empty()),
                store.find("ann", "made").orElseThrow());
    }

    @Test
    void takingBackAQuestionLeavesAnotherThatWasAskedLaterUnderItsIds() {
        AskedQuestion before = Talk.asked("ann", "t1", "q1", "a1", "Why?", NOW);
        AskedQuestion repeated = Talk.asked("ann", "t1", "q1", "a1", "Why?", NOW.plusSeconds(1));
        store.accept(repeated, 10);
        assertEquals(Finished.GONE, store.remove(before, () -> false));
        assertEquals(Finished.STORED, ann.answer("a1", "Because."));
        assertEquals(List.of("Why?", "Because."), texts(ann.messages("t1")));
    }

    @Test
    void whatWasSaidElsewhereGoesIntoTheThreadBeforeItsQuestion() {
        List<Source> sources = List.of(new Source(1, "a.md", "A", 3, 9, 0.25, "s", "0a", Optional.of("text")));
        ThreadMessage answer = new ThreadMessage("s2", Role.ASSISTANT, "said [1]", NOW, MessageStatus.COMPLETE, sources,
                "", Optional.of(new Usage(1, 2, 3)), OptionalLong.of(7), Optional.of(FinishReason.LENGTH));
        ThreadMessage cut = new ThreadMessage("s4", Role.ASSISTANT, "half", NOW, MessageStatus.STREAMING, List.of(),
                "", Optional.empty(), OptionalLong.empty(), Optional.empty());
        List<ThreadMessage> said = List.of(user("s1", "asked"), answer, user("s3", "asked more"), cut);
        List<ThreadMessage> history = Talk.taken(store.accept(with(said, "q1", "a1", "And now?"), 3));
        assertEquals(List.of("said [1]", "asked more", "half"), texts(history));
        assertEquals(List.of(said.get(0), answer, said.get(2)), ann.messages("t1").subList(0, 3));
        assertEquals(MessageStatus.INTERRUPTED, ann.messages("t1").get(3).status());
        assertEquals(List.of("asked", "said [1]", "asked more", "half", "And now?", ""), texts(ann.messages("t1")));
        assertEquals("asked", store.find("ann", "t1").orElseThrow().name());
        assertEquals(6, store.find("ann", "t1").orElseThrow().messageCount());

        ann.answer("a1", "now");
        assertEquals(List.of("now", "more"), texts(Talk.taken(store.accept(
                with(List.of(user("s5", "more")), "q2", "a2", "Then?"), 2))));
        assertEquals(9, store.find("ann", "t1").orElseThrow().messageCount());
        assertEquals(Optional.of("t1"), store.threadOf("ann", "s5"));
        assertEquals(Optional.empty(), store.threadOf("bob", "s5"));
        assertEquals(Optional.empty(), store.threadOf("ann", "un\0known"));
    }

    @Test
    void messagesAreAddedToAThreadAndDeletedFromIt() {
        store.create("ann", "t1", Optional.empty(), Optional.empty(), NOW);
        assertTrue(store.append("ann", "t1", List.of(user("s1", "asked first")), NOW.plusSeconds(9)));
        assertFalse(store.append("bob", "t1", List.of(user("s2", "asked")), NOW));
        assertFalse(store.append("ann", "no\0ne", List.of(user("s2", "asked")), NOW));
        assertEquals(new ThreadSummary("t1", "asked first", NOW, NOW.plusSeconds(9), 1, Optional.empty()),
                store.find("ann", "t1").orElseThrow());

        ann.ask("t1", "a1", "Why?");
        assertEquals(0, store.deleteMessages("bob", "t1", List.of("s1"), true));
        assertEquals(0, store.deleteMessages("ann", "t2", List.of("s1"), true));
        assertEquals(2, store.deleteMessages("ann", "t1", List.of("q-a1", "a1", "unknown"), true));
        ann.answer("a1", "too late");
        assertEquals(List.of("asked first"), texts(ann.messages("t1")));
        assertEquals(1, store.deleteMessages("ann", "t1", List.of("s1"), false));
        assertEquals(0, store.find("ann", "t1").orElseThrow().messageCount());
        ann.ask("t1", "a2", "Why?");
        assertEquals(2, store.deleteMessages("ann", "t1", List.of("q-a2", "a2"), true));
        assertTrue(store.find("ann", "t1").isEmpty());

        store.create("ann", "named", Optional.of("Mine"), Optional.empty(), NOW);
        store.append("ann", "named", List.of(user("s3", "asked")), NOW);
        assertEquals(1, store.deleteMessages("ann", "named", List.of("s3"), true));
        assertEquals("Mine", store.find("ann", "named").orElseThrow().name());
    }

    @Test
    void whatCameBeforeIsGivenOldestFirstAndNoMoreThanAskedFor() {
        ann.ask("t1", "a1", "one");
        ann.answer("a1", "eins");
        ann.ask("t1", "a2", "two");
        ann.answer("a2", "zwei");

        assertEquals(List.of("one", "eins", "two", "zwei"),
                ann.ask("t1", "a3", "three").stream().map(ThreadMessage::content).toList());
        assertEquals(List.of("zwei", "three", ""), Talk.taken(store.accept(
                Talk.asked("ann", "t1", "q4", "a4", "four", NOW), 3)).stream().map(ThreadMessage::content)
                .toList());
        assertEquals(List.of(), Talk.taken(store.accept(
                Talk.asked("ann", "t1", "q5", "a5", "five", NOW), 0)));
    }

    @Test
    void messagesKeepTheirOrderWhenTheClockStandsStillOrGoesBack() {
        for (int i = 0; i < 20; i++) {
            ann.ask("t1", "a" + i, "question " + i, NOW.minusSeconds(i / 2));
        }

        List<String> questions = ann.messages("t1").stream().filter(m -> m.role() == Role.USER)
                .map(ThreadMessage::content).toList();
        assertEquals(IntStream.range(0, 20).mapToObj(i -> "question " + i).toList(), questions);
        assertEquals(NOW, store.find("ann", "t1").orElseThrow().updatedAt());
        assertEquals(40, store.find("ann", "t1").orElseThrow().messageCount());
    }

    @Test
    void twoOwnersMayUseTheSameThreadId() {
        Talk bob = new Talk(store, "bob");
        ann.ask("t1", "a1", "hers");
        bob.ask("t1", "b1", "his");

        assertEquals("hers", ann.messages("t1").getFirst().content());
        assertEquals("his", bob.messages("t1").getFirst().content());
        assertTrue(store.delete("ann", "t1"));
        assertEquals(2, bob.messages("t1").size());
    }

    @Test
    void anotherOwnersThreadIsAnUnknownThread() {
        ann.ask("t1", "a1", "hers");

        assertEquals(Optional.empty(), store.find("bob", "t1"));
        assertEquals(Optional.empty(), store.messages("bob", "t1"));
        assertEquals(Optional.empty(), store.update("bob", "t1", Optional.of("mine"), Optional.empty()));
        assertFalse(store.delete("bob", "t1"));
        assertEquals("hers", store.find("ann", "t1").orElseThrow().name());
    }

    private List<ThreadMessage> again(String inPlaceOf, String questionId, String answerId, String text) {
        return Talk.taken(store.accept(
                Talk.asked("ann", "t1", questionId, answerId, text, NOW, Optional.of(inPlaceOf)), 20));
    }

    private static List<String> texts(List<ThreadMessage> messages) {
        return messages.stream().map(ThreadMessage::content).toList();
    }

    private static AskedQuestion with(List<ThreadMessage> before, String questionId, String answerId, String text) {
        return new AskedQuestion("ann", "t1", questionId, answerId, text, NOW, Optional.empty(), before,
                OnBusy.REJECT, Optional.empty());
    }

    private static ThreadMessage user(String id, String text) {
        return new ThreadMessage(id, Role.USER, text, NOW, MessageStatus.COMPLETE, List.of(), "", Optional.empty(),
                OptionalLong.empty(), Optional.empty());
    }
}
