package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.launch.Guard;
import java.util.Objects;
import java.util.function.Supplier;

/** Looks again and again, for 20 seconds at the most, until something is as it should be. */
public final class Eventually {

    private Eventually() {
    }

    public static <T> void is(T expected, Supplier<T> actual) throws InterruptedException {
        long end = Guard.deadline();
        T last = get(actual);
        while (!Objects.equals(expected, last) && System.nanoTime() - end < 0) {
            Thread.sleep(20);
            last = get(actual);
        }
        assertEquals(expected, last);
    }

    public static void works(Runnable action) throws InterruptedException {
        is(true, () -> {
            action.run();
            return true;
        });
    }

    private static <T> T get(Supplier<T> actual) {
        try {
            return actual.get();
        } catch (ThreadStore.StoreUnavailableException e) {
            return null;
        }
    }
}
