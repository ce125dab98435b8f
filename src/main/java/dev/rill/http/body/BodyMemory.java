package dev.rill.http.body;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What large bodies may hold of the heap at once: those that clients have not sent to their end, and answers that
 * clients have not taken. Clients decide how long that is, and some hundreds of them could end the process. Small
 * bodies always have room, as there are no more of them than connections and streams. Any thread.
 */
public final class BodyMemory {
    /** Of each body; a question as long as it may be is no longer. */
    private static final int FREE_BYTES = 16 * 1024;
    private static final long SHARE_OF_HEAP = 16;
    private static final int MADE_AT_ONCE = 8;
    private static final Duration MOST_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY_SOON = Duration.ofSeconds(2);

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final Semaphore making = new Semaphore(MADE_AT_ONCE, true);

    /** @param limit bytes; one body alone may be larger */
    public BodyMemory(long limit) {
        this.limit = limit;
    }

    /** A sixteenth of the heap: a body is there as octets, as text and as JSON. */
    public static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** What the listener of that request has; without a bound where it has none. */
    public static BodyMemory of(ServerRequest request) {
        return request.context().get(BodyMemory.class).orElseGet(() -> new BodyMemory(Long.MAX_VALUE));
    }

    /** What one body holds; nothing yet. Closed by who asked for it, when the body is not needed any more. */
    public Hold hold() {
        return new Hold();
    }

    private static ProblemException refused() {
        return Problem.of(ProblemCode.RATE_LIMITED,
                "As many large bodies are on their way as this server takes at once; try again soon")
                .withStatus(503).withRetryAfter(RETRY_SOON).exception();
    }

    /** For one thread at a time. */
    public final class Hold implements AutoCloseable {
        private long bytes;

        private Hold() {
        }

        /**
         * The body has so many bytes now.
         *
         * @throws ProblemException 503, with Retry-After, where there is no room for it
         */
        public void grownTo(long size) {
            long more = size - FREE_BYTES - bytes;
            if (more <= 0) {
                return;
            }
            bytes += more;
            long all = held.addAndGet(more);
            if (all > limit && all > bytes) {
                throw refused();
            }
        }

        /**
         * Makes a body, with few others at the same time: what it is made of is not counted. Waits for them.
         *
         * @param body needs no client, and soon comes to its end
         * @throws ProblemException as {@link #grownTo} does
         */
        public byte[] made(Supplier<byte[]> body) {
            try {
                if (!making.tryAcquire(MOST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw refused();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw refused();
            }
            try {
                byte[] made = body.get();
                grownTo(made.length);
                return made;
            } finally {
                making.release();
            }
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
