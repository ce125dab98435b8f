package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.stream.FinishReason;
import dev.rill.stream.OnBusy;
import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.ThreadStore.Stats;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, whatever its database. */
@Timeout(Guard.TEST_SECONDS)
abstract class ThreadStoreContract {
    private static final Instant NOW = Talk.START;

    @TempDir
    Path folder;
    private Backend backend;
    private ThreadStore store;
    private Talk ann;

    abstract Backend backend(Path folder);

    @BeforeEach
    void open() {
        backend = backend(folder);
        store = backend.open();
        ann = new Talk(store, "ann");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = backend.open();
        ann = new Talk(store, "ann");
    }

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
                new AskedQuestion("ann", "t1", "q2", "a2", "Rehearsed?", NOW), 10)).stream().map(ThreadMessage::content)
                .toList());
        rehearsal.accept(new AskedQuestion("ann", "t2", "q3", "a3", "Rehearsed?", NOW), 10);
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
        AskedQuestion first = new AskedQuestion("ann", "t1", "q1", "a1", "Why?", NOW);
        store.accept(first, 10);
        store.remove(first, () -> false);
        assertTrue(store.find("ann", "t1").isEmpty());

        store.accept(first, 10);
        ann.answer("a1", "Because.");
        AskedQuestion second = new AskedQuestion("ann", "t1", "q2", "a2", "Really?", NOW.plusSeconds(1));
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
        AskedQuestion inMade = new AskedQuestion("ann", "made", "q3", "a3", "Named after this?", NOW.plusSeconds(1));
        store.accept(inMade, 10);
        store.remove(inMade, () -> false);
        assertEquals(new ThreadSummary("made", "", NOW, NOW.plusSeconds(1), 0, Optional.empty()),
                store.find("ann", "made").orElseThrow());
    }

    @Test
    void takingBackAQuestionLeavesAnotherThatWasAskedLaterUnderItsIds() {
        AskedQuestion before = new AskedQuestion("ann", "t1", "q1", "a1", "Why?", NOW);
        AskedQuestion repeated = new AskedQuestion("ann", "t1", "q1", "a1", "Why?", NOW.plusSeconds(1));
        store.accept(repeated, 10);
        assertEquals(Finished.GONE, store.remove(before, () -> false));
        assertEquals(Finished.STORED, ann.answer("a1", "Because."));
        assertEquals(List.of("Why?", "Because."), texts(ann.messages("t1")));
    }

    private List<ThreadMessage> again(String inPlaceOf, String questionId, String answerId, String text) {
        return Talk.taken(store.accept(
                new AskedQuestion("ann", "t1", questionId, answerId, text, NOW, Optional.of(inPlaceOf)), 20));
    }

    private static List<String> texts(List<ThreadMessage> messages) {
        return messages.stream().map(ThreadMessage::content).toList();
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

    private static AskedQuestion with(List<ThreadMessage> before, String questionId, String answerId, String text) {
        return new AskedQuestion("ann", "t1", questionId, answerId, text, NOW, Optional.empty(), before,
                OnBusy.REJECT, Optional.empty());
    }

    private static ThreadMessage user(String id, String text) {
        return new ThreadMessage(id, Role.USER, text, NOW, MessageStatus.COMPLETE, List.of(), "", Optional.empty(),
                OptionalLong.empty(), Optional.empty());
    }

    @Test
    void tokensAreCountedOnceForTheDayOnWhichTheyWereUsed() {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        charge("a0", NOW, 5);
        assertEquals(0, store.tokensUsed("ann", today), "nobody asked for it");
        store.countTokens();
        charge("a1", NOW, 30);
        charge("a1", NOW, 30);
        store.charge("ann", NOW, 12);
        store.charge("bob", NOW, 7);
        reopen();
        store.countTokens();
        assertEquals(42, store.tokensUsed("ann", today));
        assertEquals(7, store.tokensUsed("bob", today));
        ann.ask("t1", "a2", "Whose thread is deleted?");
        store.delete("ann", "t1");
        end("a2", NOW, 8);
        assertEquals(50, store.tokensUsed("ann", today));
        store.charge("ann", NOW.plus(Duration.ofDays(1)), 3);
        assertEquals(3, store.tokensUsed("ann", today.plusDays(1)));
        store.charge("ann", NOW, 100);
        assertEquals(3, store.tokensUsed("ann", today.plusDays(1)), "what comes late is of another day");
        assertEquals(0, store.tokensUsed("ann", today.plusDays(2)));
    }

    private void charge(String answerId, Instant at, long tokens) {
        if (!store.hasEnded("ann", answerId)) {
            ann.ask("t1", answerId, "Why?");
        }
        end(answerId, at, tokens);
    }

    private void end(String answerId, Instant at, long tokens) {
        store.finish("ann", new FinishedAnswer(answerId, "So.", MessageStatus.COMPLETE, "", List.of(),
                Optional.empty(), at, 1, 1, Optional.of(FinishReason.STOP), tokens), () -> false);
    }

    @Test
    void aFinishedAnswerIsKeptWithAllThatIsKnownOfIt() {
        List<Source> sources = List.of(new Source(1, "a/b.md", "A \"title\"", 3, 9, 0.25, "line\n\ttwo ✓ \uD83D\uDE00",
                        "0a1b", Optional.of("# A\n\n\ttwo ✓ \uD83D\uDE00")).at(new Place.Rows("May 1 > 2", 4, 9))
                        .from(Optional.of(new Origin.Commit("0a1b"))),
                new Source(2, "c.md", "", 1, 1, "Über > \"B\"", 1e-7, "", "", Optional.empty(), List.of(
                        new Source.Citation(0, 12, new Source.Found(3, 4)),
                        new Source.Citation(13, 20, new Source.NotFound())))
                        .from(Optional.of(new Origin.Page(URI.create("https://example.org/c")))));
        ann.ask("t1", "a1", "Why?");
        store.finish("ann", new FinishedAnswer("a1", "Because [1].", MessageStatus.COMPLETE, "", sources,
                Optional.of(new Usage(10, 20, 30)), NOW.plusSeconds(5), 5_000, 700,
                Optional.of(new FinishReason("length"))), () -> false);
        reopen();

        assertEquals(new ThreadMessage("a1", Role.ASSISTANT, "Because [1].", NOW, MessageStatus.COMPLETE, sources, "",
                Optional.of(new Usage(10, 20, 30)), OptionalLong.of(5_000),
                        Optional.of(FinishReason.LENGTH)),
                ann.messages("t1").getLast());
        assertEquals(NOW.plusSeconds(5), store.find("ann", "t1").orElseThrow().updatedAt());
    }

    @Test
    void aFailedAnswerKeepsItsTextAndItsCode() {
        ann.ask("t1", "a1", "Why?");
        store.finish("ann", new FinishedAnswer("a1", "Beca", MessageStatus.ERROR, "MODEL_TRUNCATED", List.of(),
                Optional.empty(), NOW, 10, -1, Optional.empty()), () -> false);

        ThreadMessage answer = ann.messages("t1").getLast();
        assertEquals("Beca", answer.content());
        assertEquals(MessageStatus.ERROR, answer.status());
        assertEquals("MODEL_TRUNCATED", answer.errorCode());
    }

    @Test
    void onlyTheFirstEndOfAnAnswerCounts() {
        ann.ask("t1", "a1", "Why?");
        ann.answer("a1", "first", NOW.plusSeconds(1));
        ann.answer("a1", "second", NOW.plusSeconds(9));
        store.checkpoint(List.of(new Checkpoint("a1", "third")));

        assertEquals("first", ann.messages("t1").getLast().content());
        assertEquals(NOW.plusSeconds(1), store.find("ann", "t1").orElseThrow().updatedAt());
    }

    @Test
    void whetherAnAnswerHasEndedIsTheOwnersToKnow() {
        ann.ask("t1", "a1", "one");
        assertFalse(store.hasEnded("ann", "a1"));
        ann.answer("a1", "eins");
        assertTrue(store.hasEnded("ann", "a1"));
        assertFalse(store.hasEnded("bob", "a1"));
        assertFalse(store.hasEnded("ann", "q-a1"), "a question is no answer");
        assertFalse(store.hasEnded("ann", "a2\u0000"));
        ann.ask("t1", "a3", "two");
        reopen();
        assertTrue(store.hasEnded("ann", "a3"), "interrupted");
    }

    @Test
    void nobodyElseCanFinishAnAnswer() {
        ann.ask("t1", "a1", "Why?");
        new Talk(store, "bob").answer("a1", "forged");

        assertEquals(MessageStatus.STREAMING, ann.messages("t1").getLast().status());
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
                new AskedQuestion("ann", "t1", "q4", "a4", "four", NOW), 3)).stream().map(ThreadMessage::content)
                .toList());
        assertEquals(List.of(), Talk.taken(store.accept(
                new AskedQuestion("ann", "t1", "q5", "a5", "five", NOW), 0)));
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

    @Test
    void checkpointsWriteOpenAnswersOnly() {
        ann.ask("t1", "a1", "one");
        ann.ask("t2", "a2", "two");
        ann.answer("a2", "done");
        store.checkpoint(List.of(new Checkpoint("a1", "part"), new Checkpoint("a2", "late"),
                new Checkpoint("gone", "lost")));
        store.checkpoint(List.of());

        assertEquals("part", ann.messages("t1").getLast().content());
        assertEquals("done", ann.messages("t2").getLast().content());
    }

    @Test
    void checkpointsAddUpAlsoWhenThereAreMoreThanAreKept() {
        ann.ask("t1", "a1", "one");
        ann.ask("t2", "a2", "two");
        String growth = "word ".repeat(4_000);
        store.checkpoint(List.of(new Checkpoint("a2", 0, "\uD83D\uDE00")));
        for (int i = 0; i < 40; i++) {
            store.checkpoint(List.of(new Checkpoint("a1", i * growth.length(), growth)));
        }
        store.checkpoint(List.of(new Checkpoint("a2", 1, "!")));

        assertEquals(growth.repeat(40), ann.messages("t1").getLast().content());
        reopen();
        assertEquals(growth.repeat(40), ann.messages("t1").getLast().content());
        assertEquals("\uD83D\uDE00!", ann.messages("t2").getLast().content());
    }

    @Test
    void whatIsStreamingWhenTheStoreClosesIsInterruptedWithItsLastCheckpoint() {
        ann.ask("t1", "a1", "one");
        store.checkpoint(List.of(new Checkpoint("a1", "part")));
        reopen();

        assertEquals(MessageStatus.INTERRUPTED, ann.messages("t1").getLast().status());
        assertEquals("part", ann.messages("t1").getLast().content());
        assertEquals(0, store.interruptAbandoned());
    }

    @Test
    void aServersOwnAnswersAreNotAbandoned() {
        ann.ask("t1", "a1", "one");

        assertEquals(0, store.interruptAbandoned());
        assertEquals(MessageStatus.STREAMING, ann.messages("t1").getLast().status());
    }

    @Test
    void aDeletedThreadIsGoneAndItsLateAnswerToo() {
        ann.ask("t1", "a1", "one");
        assertTrue(store.delete("ann", "t1"));
        assertFalse(store.delete("ann", "t1"));
        ann.answer("a1", "late");
        store.checkpoint(List.of(new Checkpoint("a1", "late")));

        assertEquals(Optional.empty(), store.messages("ann", "t1"));
        ann.ask("t1", "a2", "anew");
        assertEquals(List.of("anew", ""), ann.messages("t1").stream().map(ThreadMessage::content).toList());
    }

    @Test
    void theStatisticsAreTheOwnersOwn() {
        assertEquals(new Stats(0, 0, Optional.empty(), Optional.empty(), Optional.empty()), store.stats("ann"));
        ann.ask("t1", "a1", "one", NOW.plusSeconds(1));
        ann.ask("t1", "a2", "two", NOW.plusSeconds(9));
        ann.ask("t2", "a3", "three", NOW.plusSeconds(2));
        store.create("ann", "t3", Optional.empty(), Optional.empty(), NOW.plusSeconds(3));
        new Talk(store, "bob").ask("t4", "a4", "four", NOW);

        Stats stats = store.stats("ann");
        assertEquals(3, stats.totalThreads());
        assertEquals(2.0, stats.averageMessageCount());
        assertEquals("t1", stats.oldest().orElseThrow().threadId());
        assertEquals("t3", stats.newest().orElseThrow().threadId());
        assertEquals("t1", stats.mostActive().orElseThrow().threadId());
    }

    @Test
    void threadsWithoutActivityAreDeletedButNoneThatIsAnswering() {
        for (int i = 0; i < 450; i++) {
            store.create("ann", "old" + i, Optional.empty(), Optional.empty(), NOW);
        }
        ann.ask("quiet", "a1", "one");
        ann.answer("a1", "eins");
        ann.ask("busy", "a2", "two");
        new Talk(store, "bob").ask("new", "a3", "three", NOW.plusSeconds(60));

        assertEquals(451, store.deleteInactiveSince(NOW.plusSeconds(30)));
        assertEquals(Optional.empty(), store.messages("ann", "quiet"));
        assertTrue(store.find("ann", "busy").isPresent());
        assertTrue(store.find("bob", "new").isPresent());
        assertEquals(1, store.list("ann", new ThreadStore.ListQuery(10, Optional.empty(), List.of())).total());
    }

    @Test
    void textThatADatabaseRefusesIsStoredWithoutWhatItRefuses() {
        ann.ask("t1", "a1", "a\u0000b \uD83D c \uD83D\uDE00 \uDE00");
        ann.answer("a1", "x\u0000y\uDC00");
        store.create("ann", "t2", Optional.of("n\u0000m"), Optional.of("{\"k\":\"\uD800\"}"), NOW);

        assertEquals("a\uFFFDb \uFFFD c \uD83D\uDE00 \uFFFD", ann.messages("t1").getFirst().content());
        assertEquals("x\uFFFDy\uFFFD", ann.messages("t1").getLast().content());
        assertEquals("{\"k\":\"\uFFFD\"}", store.find("ann", "t2").orElseThrow().metadata().orElseThrow());
        assertEquals(Optional.empty(), store.find("ann", "t\u0000"));
    }

    @Test
    void anAnswerAsLongAsTextMayBeIsKeptAndALongerOneIsCut() {
        String longest = "é\uD83D\uDE00z".repeat(ThreadStore.MAX_TEXT_CHARS / 4);
        ann.ask("t1", "a1", "one");
        ann.answer("a1", longest);
        ann.ask("t1", "a2", "two");
        ann.answer("a2", "x" + longest);

        assertEquals(longest, ann.messages("t1").get(1).content());
        assertEquals(("x" + longest).substring(0, ThreadStore.MAX_TEXT_CHARS), ann.messages("t1").get(3).content());
    }

    @Test
    void manyAskersInOldAndNewThreadsLoseNothing() throws Exception {
        int askers = 40;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                String asker = "a" + i;
                String own = "own" + i;
                asked.add(executor.submit(() -> {
                    for (int n = 0; n < 5; n++) {
                        ann.ask("shared", asker + "s" + n, "question " + n);
                        ann.answer(asker + "s" + n, "answer");
                        ann.ask(own, asker + "o" + n, "question " + n);
                    }
                }));
            }
            List<Checkpoint> open = IntStream.range(0, askers * 5)
                    .mapToObj(i -> new Checkpoint("a" + i / 5 + "o" + i % 5, "part")).toList();
            for (Future<?> future : asked) {
                store.checkpoint(open);
                future.get();
            }
            store.checkpoint(open);
        }

        List<ThreadMessage> shared = ann.messages("shared");
        assertEquals(askers * 10, shared.size());
        assertEquals(askers * 10, store.find("ann", "shared").orElseThrow().messageCount());
        for (int i = 0; i < shared.size(); i += 2) {
            assertEquals("q-" + shared.get(i + 1).id(), shared.get(i).id());
            assertEquals(MessageStatus.COMPLETE, shared.get(i + 1).status());
        }
        for (int i = 0; i < askers; i++) {
            List<ThreadMessage> own = ann.messages("own" + i);
            assertEquals(10, own.size());
            assertEquals("part", own.getLast().content());
        }
    }

    @Test
    void aClosedStoreSaysThatItIsUnavailable() {
        store.close();
        store.close();

        assertThrows(ThreadStore.StoreUnavailableException.class, () -> store.find("ann", "t1"));
        assertThrows(ThreadStore.StoreUnavailableException.class, () -> store.ping());
    }

    @Test
    void aDatabaseThatAnswersIsPinged() {
        store.ping();
    }
}
