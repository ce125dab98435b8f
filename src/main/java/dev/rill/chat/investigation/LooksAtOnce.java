package dev.rill.chat.investigation;

import dev.rill.chat.tool.DocumentTools;
import dev.rill.chat.tool.Found;
import dev.rill.chat.tool.Look;
import dev.rill.stream.Cancellation;
import dev.rill.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * The looks of one round, side by side, each on a virtual thread of its own. Made, awaited and closed by the request's
 * thread; closing ends those that still run.
 */
final class LooksAtOnce implements AutoCloseable {
    private final Cancellation stream;
    private final List<Running> running = new ArrayList<>();
    private final Queue<Cancellation> own = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    LooksAtOnce(DocumentTools tools, List<Look> looks, Cancellation stream) {
        this.stream = stream;
        for (Look look : looks) {
            Running one = new Running();
            running.add(one);
            Thread.ofVirtual().name("look").start(Trace.carry(() -> one.run(tools, look)));
        }
    }

    /**
     * What the look at this place showed. Blocks until it is there.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    Found await(int index) {
        Running one = running.get(index);
        try {
            stream.interruptibly(() -> {
                one.done.await();
                return one;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted by somebody else", e);
        }
        if (one.thrown != null) {
            throw one.thrown;
        }
        return one.found;
    }

    @Override
    public void close() {
        closed = true;
        own.forEach(LooksAtOnce::end);
    }

    private static void end(Cancellation cancellation) {
        cancellation.cancel(Cancellation.Reason.STOPPED);
    }

    private final class Running {
        private final CountDownLatch done = new CountDownLatch(1);
        private Found found;
        private RuntimeException thrown;

        void run(DocumentTools tools, Look look) {
            Cancellation cancellation = new Cancellation();
            own.add(cancellation);
            if (closed) {
                end(cancellation);
            }
            try {
                found = tools.look(look, cancellation);
            } catch (RuntimeException e) {
                thrown = e;
            } finally {
                done.countDown();
            }
        }
    }
}
