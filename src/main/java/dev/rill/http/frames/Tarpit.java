package dev.rill.http.frames;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Where a client that floods waits before it is told and cut, unread: most come back at once, and what comes back is
 * not cheaper than what was cut. A few at a time; for the others there is no room and no wait. What its connection has
 * still to be sent is sent meanwhile. Any thread; nothing has to be closed.
 */
public final class Tarpit {
    private final Semaphore places;
    private final Duration time;

    /**
     * @param places for those that wait at once: what a connection holds of memory, it holds for longer
     * @param time   that each waits
     */
    public Tarpit(int places, Duration time) {
        this.places = new Semaphore(places);
        this.time = time;
    }

    /** Shorter where the thread is interrupted, since the server does not wait for it any more. */
    public void hold() {
        if (places.tryAcquire()) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        }
    }
}
