package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so, for minutes at the most. */
public final class Polling {
    private Polling() {
    }

    public static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = Guard.deadline();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within minutes");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
