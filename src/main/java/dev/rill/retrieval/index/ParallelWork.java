package dev.rill.retrieval.index;

import dev.rill.storage.Uninterrupted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Does one piece of work on several platform threads, which nobody interrupts, and waits for all of them. */
final class ParallelWork {

    /** Done by each thread, until there is nothing left to do. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private ParallelWork() {
    }

    /** @throws IOException what one of the threads threw; the others were let go on */
    static void run(int threads, Work work) throws IOException {
        if (threads <= 1) {
            work.run();
            return;
        }
        List<Exception> failures = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 1; i <= threads; i++) {
            running.add(Thread.ofPlatform().daemon().name("rill-index-" + i).start(() -> {
                try {
                    work.run();
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        running.forEach(Uninterrupted::join);
        for (Exception failure : failures) {
            switch (failure) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
