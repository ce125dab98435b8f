package dev.rill.launch;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;

/**
 * How long a test waits for what has to come. It only guards against waiting for ever, and says nothing about how quick
 * something is: a machine that is busy with other things may take a hundred times as long as one that is not.
 */
public final class Guard {
    public static final int SECONDS = 300;
    public static final int MILLIS = SECONDS * 1000;
    public static final Duration TIME = Duration.ofSeconds(SECONDS);
    /** For a test as a whole, which may wait several times. */
    public static final int TEST_SECONDS = 3 * SECONDS;

    private Guard() {
    }

    /** What the future holds, or throws. */
    public static <T> T get(Future<T> future) throws ExecutionException, InterruptedException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Assertions.fail("not within " + SECONDS + " s", e);
        }
    }

    /** A moment of {@link System#nanoTime} at which to give up. */
    public static long deadline() {
        return System.nanoTime() + TIME.toNanos();
    }
}
