package dev.rill.http.frames.stream;

import java.util.HashMap;
import java.util.Map;

/**
 * Who waits for more of a request's body: the server beneath would let them wait until the next frame of anybody comes.
 * Any thread.
 */
public final class BodyReaders {
    private final Map<Integer, Thread> reading = new HashMap<>();

    synchronized void enter(int stream) {
        reading.put(stream, Thread.currentThread());
    }

    /** @return whether the stream was ended meanwhile; the thread is not interrupted for that any more */
    synchronized boolean leave(int stream) {
        return reading.remove(stream) == null && Thread.interrupted();
    }

    public synchronized void end(int stream) {
        Thread reader = reading.remove(stream);
        if (reader != null) {
            reader.interrupt();
        }
    }
}
