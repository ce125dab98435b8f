package dev.rill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ForkedTest {
    private static final Executor THREAD = work -> Thread.ofVirtual().start(work);

    private final Cancellation stream = new Cancellation();

    @Test
    void whatCameOfItIsThereForWhoWaits() {
        try (Forked<String> work = new Forked<>(THREAD, _ -> "done")) {
            assertEquals("done", work.await(stream));
        }
    }

    @Test
    void whatItThrewIsThrown() {
        try (Forked<String> work = new Forked<>(THREAD, _ -> {
            throw new IllegalStateException("no");
        })) {
            assertThrows(IllegalStateException.class, () -> work.await(stream));
        }
    }

    @Test
    void whoWaitsEndsWithTheStreamAndSoDoesTheWork() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Forked<String> work = new Forked<>(THREAD, own -> {
            begun.countDown();
            try {
                return own.interruptibly(() -> {
                    new CountDownLatch(1).await();
                    return "never";
                });
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                ended.countDown();
            }
        })) {
            begun.await();
            THREAD.execute(() -> stream.cancel(Cancellation.Reason.CLIENT_GONE));
            assertThrows(Cancellation.CancelledException.class, () -> work.await(stream));
        }
        ended.await();
    }

    @Test
    void whatIsThereIsOfNoUseToAStreamThatWasCancelled() {
        try (Forked<String> work = new Forked<>(Runnable::run, _ -> "done")) {
            stream.cancel(Cancellation.Reason.STOPPED);
            assertThrows(Cancellation.CancelledException.class, () -> work.await(stream));
        }
    }

    @Test
    void anInterruptOfSomebodyElseIsKeptUntilTheWorkIsDone() {
        CountDownLatch done = new CountDownLatch(1);
        try (Forked<String> work = new Forked<>(THREAD, _ -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "done";
        })) {
            Thread.currentThread().interrupt();
            THREAD.execute(done::countDown);
            assertEquals("done", work.await(stream));
            assertTrue(Thread.interrupted());
        }
    }
}
