package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.ThreadStore.Stats;
import java.net.URI;
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
import org.junit.jupiter.api.Test;

/** What becomes of answers and their threads in every store, whatever its database. */
abstract class ThreadStoreContract extends StoreBed {
    private static final Instant NOW = Talk.START;

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
        store.checkpoint(List.of(new Checkpoint("a1", 0, "third")));

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
    void checkpointsWriteOpenAnswersOnly() {
        ann.ask("t1", "a1", "one");
        ann.ask("t2", "a2", "two");
        ann.answer("a2", "done");
        store.checkpoint(List.of(new Checkpoint("a1", 0, "part"), new Checkpoint("a2", 0, "late"),
                new Checkpoint("gone", 0, "lost")));
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
        store.checkpoint(List.of(new Checkpoint("a1", 0, "part")));
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
        store.checkpoint(List.of(new Checkpoint("a1", 0, "late")));

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
                    .mapToObj(i -> new Checkpoint("a" + i / 5 + "o" + i % 5, 0, "part")).toList();
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
