package dev.rill.process;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * An end that is over in its time, whatever it waits for. One deadline counts from the beginning on; each step is told
 * what is left of it. Whoever asks for the end makes one.
 */
public final class Ending {
    private static final System.Logger LOGGER = System.getLogger(Ending.class.getName());

    private final long deadlineNanos;

    private Ending(Duration atMost) {
        this.deadlineNanos = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Does the steps on a thread of their own and waits for it, until the time is over. What has not ended then is left
     * behind and ends with the process. An interrupt is passed on to the steps.
     */
    public static void within(Duration atMost, Consumer<Ending> steps) {
        Ending ending = new Ending(atMost);
        Thread thread = Thread.ofPlatform().daemon().name("ending").start(() -> steps.accept(ending));
        boolean interrupted = false;
        while (true) {
            try {
                if (!thread.join(ending.left())) {
                    LOGGER.log(Level.WARNING, "Not everything came to its end within {0}", atMost);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the end; 0 when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /** What is left when a time before the end is kept free for what comes after. */
    public Duration leftBut(Duration kept) {
        Duration left = left().minus(kept);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
