package dev.rill.storage;

import java.time.Duration;

/** Waits that an interrupt does not end; the flag is set again afterwards. Any thread. */
public final class Uninterrupted {

    private Uninterrupted() {
    }

    public static void join(Thread thread) {
        while (!join(thread, Duration.ofDays(1))) {
            // there is no end to this wait but the thread's
        }
    }

    /** @return whether the thread has ended */
    public static boolean join(Thread thread, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
