package dev.rill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.Cancellation.CancelledException;
import dev.rill.stream.Cancellation.DeadlineException;
import dev.rill.stream.Cancellation.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CancellationTest {

    @Test
    void aWaitEndsWhenItsStreamIsCancelled() throws InterruptedException {
        AtomicReference<Cancellation> cancellation = new AtomicReference<>();
        AtomicReference<Reason> seen = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean(true);
        CountDownLatch waiting = new CountDownLatch(1);
        Thread worker = Thread.startVirtualThread(() -> {
            cancellation.set(new Cancellation());
            try {
                cancellation.get().<Void, InterruptedException>interruptibly(() -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                    return null;
                });
            } catch (CancelledException e) {
                seen.set(e.reason());
                flag.set(Thread.currentThread().isInterrupted());
            } catch (InterruptedException e) {
                seen.set(null);
            }
        });
        waiting.await();
        assertTrue(cancellation.get().cancel(Reason.STOPPED));
        assertFalse(cancellation.get().cancel(Reason.CLIENT_GONE), "the first reason stays");
        worker.join();
        assertEquals(Reason.STOPPED, seen.get());
        assertFalse(flag.get(), "no interrupt is left for the store");
    }

    @Test
    void workOutsideAWaitIsNeverInterrupted() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Reason.CLIENT_GONE);
        assertFalse(Thread.currentThread().isInterrupted());
        assertThrows(CancelledException.class, cancellation::check);
        assertThrows(CancelledException.class, () -> cancellation.interruptibly(() -> {
            throw new AssertionError("a cancelled stream begins no wait");
        }));
    }

    @Test
    void aWaitEndsAtItsDeadlineAndTheStreamGoesOn() throws InterruptedException {
        AtomicReference<Cancellation> cancellation = new AtomicReference<>();
        AtomicBoolean expired = new AtomicBoolean();
        CountDownLatch waiting = new CountDownLatch(1);
        long deadline = System.nanoTime();
        Thread worker = Thread.startVirtualThread(() -> {
            cancellation.set(new Cancellation());
            try {
                cancellation.get().<Void, InterruptedException>interruptibly(deadline, () -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                    return null;
                });
            } catch (DeadlineException e) {
                cancellation.get().check();
                expired.set(!Thread.currentThread().isInterrupted());
            } catch (InterruptedException e) {
                expired.set(false);
            }
        });
        waiting.await();
        cancellation.get().expire(deadline - 1);
        cancellation.get().expire(deadline + 1);
        worker.join();
        assertTrue(expired.get());
    }

    @Test
    void nothingIsCancelledAfterTheWorkWasConcluded() {
        Cancellation cancellation = new Cancellation();
        assertEquals(Optional.empty(), cancellation.conclude(false));
        assertFalse(cancellation.cancel(Reason.STOPPED));
        assertFalse(cancellation.pressed());
        cancellation.check();
    }

    @Test
    void aStopAfterTheWorkWasConcludedEndsWhatFollowsWhereItCan() {
        Cancellation cancellation = new Cancellation();
        cancellation.conclude(true);
        assertFalse(cancellation.cancel(Reason.STOPPED));
        assertTrue(cancellation.pressed());
        assertTrue(cancellation.pressedWithin(Duration.ofMinutes(5)));
        assertEquals(Optional.empty(), cancellation.reason());
    }

    @Test
    void tenThousandCancelsAtAnyMomentLeaveNoInterruptBehind() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            AtomicReference<Cancellation> cancellation = new AtomicReference<>();
            AtomicBoolean leaked = new AtomicBoolean();
            CountDownLatch made = new CountDownLatch(1);
            Thread worker = Thread.startVirtualThread(() -> {
                Cancellation own = new Cancellation();
                cancellation.set(own);
                made.countDown();
                try {
                    while (true) {
                        own.interruptibly(() -> null);
                        leaked.compareAndSet(false, Thread.currentThread().isInterrupted());
                    }
                } catch (CancelledException e) {
                    leaked.compareAndSet(false, Thread.currentThread().isInterrupted());
                }
            });
            made.await();
            cancellation.get().cancel(Reason.STOPPED);
            worker.join();
            assertFalse(leaked.get());
        }
    }
}
