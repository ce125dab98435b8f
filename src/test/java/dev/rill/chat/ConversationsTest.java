package dev.rill.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rill.ThreadStores;
import dev.rill.chat.Conversations.Asked;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamMonitor;
import dev.rill.live.StreamTimes;
import dev.rill.live.Watchdog;
import dev.rill.rights.Reader;
import dev.rill.server.TestServer;
import dev.rill.stream.FinishReason;
import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.rill.RillCodec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsTest {
    @TempDir
    private Path folder;

    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(20));
    private ThreadStore store;
    private LiveStreams streams;
    private HeldStore held;
    private Conversations conversations;

    @BeforeEach
    void open() {
        Clock clock = Clock.systemUTC();
        store = ThreadStores.open(TestServer.config(folder, Map.of()));
        held = new HeldStore(store);
        streams = new LiveStreams(new LiveStreams.Limits(10, 0, Duration.ofMinutes(5), 1 << 20, 1 << 24),
                new StreamTimes(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)), new RillCodec(),
                new StreamMonitor(clock), watchdog, clock);
        conversations = new Conversations(streams, held, context -> {
            context.token("yes");
            return new WorkflowResult.Answered(FinishReason.STOP);
        }, 1000, clock);
    }

    @AfterEach
    void close() {
        streams.close();
        watchdog.close();
        store.close();
    }

    @Test
    void aKeyOfAnotherQuestionIsTakenAlsoWhileThatIsStillBeingCommitted() throws Exception {
        held.hold();
        CompletableFuture<Asked> first = asked("Count");
        held.awaitHeld();
        assertInstanceOf(Asked.KeyTaken.class, conversations.ask(question("Count on"), "rill"));
        assertInstanceOf(Asked.Before.class, conversations.ask(question("Count"), "rill"));
        held.release();
        assertInstanceOf(Asked.Accepted.class, first.get());
        assertInstanceOf(Asked.KeyTaken.class, conversations.ask(question("Count on"), "rill"));
        assertInstanceOf(Asked.Before.class, conversations.ask(question("Count"), "rill"));
        assertEquals(2, store.messages("", "t").orElseThrow().size());
    }

    @Test
    void aKeyWhoseQuestionWasNotCommittedBelongsToNobody() throws Exception {
        held.fail();
        assertEquals(ThreadStore.StoreUnavailableException.class,
                asked("Count").handle((_, thrown) -> thrown.getCause().getClass()).get());
        assertInstanceOf(Asked.Accepted.class, asked("Count on").get());
    }

    /** On a thread of its own, which runs it. */
    private CompletableFuture<Asked> asked(String message) {
        return CompletableFuture.supplyAsync(() -> {
            Asked asked = conversations.ask(question(message), "rill");
            if (asked instanceof Asked.Accepted(Answer answer)) {
                answer.run();
            }
            return asked;
        }, task -> Thread.ofVirtual().start(task));
    }

    private static Question question(String message) {
        return new Question("", Reader.NOBODY, "t", message, Optional.empty(), false, new Question.Repeat.OfKey("key"));
    }

    /** A store in which a question can be held before it is committed, or refused. */
    private static final class HeldStore implements ExchangeStore {
        private final ThreadStore store;
        private final CountDownLatch waits = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean fails;

        private HeldStore(ThreadStore store) {
            this.store = store;
        }

        private void hold() {
            gate = new CountDownLatch(1);
        }

        private void awaitHeld() throws InterruptedException {
            waits.await();
        }

        private void release() {
            gate.countDown();
        }

        private void fail() {
            fails = true;
        }

        @Override
        public Acceptance accept(AskedQuestion question, int historyLimit) {
            waits.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (fails) {
                fails = false;
                throw new ThreadStore.StoreUnavailableException("down", new RuntimeException("down"));
            }
            return store.accept(question, historyLimit);
        }

        @Override
        public boolean endsOnceStored() {
            return store.endsOnceStored();
        }

        @Override
        public Finished finish(String owner, FinishedAnswer answer, BooleanSupplier again) {
            return store.finish(owner, answer, again);
        }

        @Override
        public void charge(String owner, Instant at, long tokens) {
            store.charge(owner, at, tokens);
        }

        @Override
        public Finished remove(AskedQuestion question, BooleanSupplier again) {
            return store.remove(question, again);
        }

        @Override
        public boolean takeTurn(AskedQuestion question, boolean byForce) {
            return store.takeTurn(question, byForce);
        }

        @Override
        public Optional<List<ThreadMessage>> messages(String owner, String threadId) {
            return store.messages(owner, threadId);
        }

        @Override
        public Optional<ThreadStore.Earlier> earlier(String owner, String threadId, Optional<String> questionId,
                                                     String question) {
            return store.earlier(owner, threadId, questionId, question);
        }
    }
}
