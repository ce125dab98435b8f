package dev.rill.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Guard.TEST_SECONDS)
class StorageThreadsTest {
    private static final Duration LONG = Guard.TIME;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final StorageThreads threads = new StorageThreads("storage-test", 2);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        threads.close();
    }

    @Test
    void theWorkIsDoneOnANamedPlatformThread() {
        Thread worker = threads.call(Thread::currentThread, LONG);

        assertFalse(worker.isVirtual());
        assertTrue(worker.getName().startsWith("storage-test-"));
    }

    @Test
    void whatTheWorkThrowsIsThrownAsItIs() {
        IOException checked = new IOException("disk");
        StackOverflowError error = new StackOverflowError();

        assertSame(checked, assertThrows(IOException.class, () -> threads.call(() -> {
            throw checked;
        }, LONG)));
        assertSame(error, assertThrows(StackOverflowError.class, () -> threads.call(() -> {
            throw error;
        }, LONG)));
        assertEquals("still works", threads.call(() -> "still works", LONG));
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorReachesTheWorkAndIsKept() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean workSawIt = new AtomicBoolean();
        AtomicBoolean kept = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> {
            threads.call(() -> {
                began.countDown();
                await(release);
                workSawIt.set(Thread.currentThread().isInterrupted());
                return null;
            }, LONG);
            kept.set(Thread.currentThread().isInterrupted());
        });
        began.await();
        caller.interrupt();
        assertFalse(caller.join(Duration.ofMillis(50)));
        release.countDown();
        caller.join();

        assertTrue(kept.get());
        assertFalse(workSawIt.get());
    }

    @Test
    void workThatHasBegunGoesOnAfterTheDeadline() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);

        assertThrows(StorageTimeoutException.class, () -> threads.call(() -> {
            await(release);
            ended.countDown();
            return null;
        }, SHORT));
        release.countDown();

        assertTrue(ended.await(Guard.SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void workThatHasNotBegunByTheDeadlineIsNeverDone() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch began = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread.startVirtualThread(() -> threads.call(() -> {
                began.countDown();
                await(release);
                return null;
            }, LONG));
        }
        began.await();
        assertThrows(StorageTimeoutException.class, () -> threads.call(done::incrementAndGet, SHORT));
        release.countDown();

        assertEquals(100, threads.call(() -> done.addAndGet(100), LONG));
    }

    @Test
    void aClosedOneTakesNoWorkAndHasDoneWhatItTook() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch began = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> threads.call(() -> {
            began.countDown();
            await(release);
            done.set(true);
            return null;
        }, LONG));
        began.await();
        Thread closer = Thread.ofVirtual().start(threads::close);
        assertFalse(closer.join(Duration.ofMillis(50)));
        release.countDown();
        closer.join();
        caller.join();

        assertTrue(done.get());
        assertThrows(IllegalStateException.class, () -> threads.call(() -> 1, LONG));
    }

    @Test
    void aFileChannelSurvivesTenThousandInterrupts(@TempDir Path folder) throws Exception {
        try (FileChannel file = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            AtomicInteger writes = new AtomicInteger();
            AtomicInteger failures = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 1_000; n++) {
                        Thread.currentThread().interrupt();
                        try {
                            threads.call(() -> file.write(ByteBuffer.wrap(new byte[10])), LONG);
                            writes.incrementAndGet();
                        } catch (IOException e) {
                            failures.incrementAndGet();
                        }
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }

            assertEquals(0, failures.get());
            assertEquals(10_000, writes.get());
            assertEquals(100_000, file.size());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
