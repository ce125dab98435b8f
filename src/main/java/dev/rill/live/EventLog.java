package dev.rill.live;

import dev.rill.stream.Source;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The frames of one stream, kept for clients that resume or look on. Bounded: the oldest frames go first, whole
 * segments at a time. Any thread; readers wait without holding anything that the writer needs.
 */
public final class EventLog {
    private static final int FIRST_SEGMENT_BYTES = 512;
    private static final int SEGMENT_BYTES = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Segment> segments = new ArrayDeque<>(2);
    private final long limitBytes;
    private final ReplayBudget budget;
    /** Written with the lock held. */
    private volatile long lastId;
    private long heldBytes;
    private volatile boolean ended;
    private volatile List<Source> cited = List.of();
    private boolean discarded;

    /** @param limitBytes how much of the stream can be replayed */
    EventLog(long limitBytes, ReplayBudget budget) {
        this.limitBytes = limitBytes;
        this.budget = budget;
    }

    /** What a reader got. */
    public sealed interface Read {

        /** Whole frames, the last of which has the number {@code lastId}. */
        record Frames(byte[] bytes, long lastId) implements Read {
        }

        /** Nothing new came in time. */
        record Nothing() implements Read {
        }

        /** The stream has ended and nothing follows. */
        record End() implements Read {
        }

        /** The frames that would follow are no longer held. */
        record Gone() implements Read {
        }
    }

    /** Lets it begin behind events that it will never hold; before the first. */
    public void beginAfter(long id) {
        lock.lock();
        try {
            lastId = id;
        } finally {
            lock.unlock();
        }
    }

    /** Appends whole frames, numbered on from the last. One thread, whose stream it is. */
    public void append(byte[] bytes, int length, int frames) {
        lock.lock();
        try {
            long last = lastId + frames;
            if (discarded) {
                lastId = last;
                return;
            }
            Segment tail = segments.peekLast();
            if (tail == null || tail.length + length > SEGMENT_BYTES && tail.length > 0) {
                tail = new Segment(lastId + 1,
                        Math.max(length, tail == null ? FIRST_SEGMENT_BYTES : SEGMENT_BYTES / 4));
                segments.addLast(tail);
                account(tail.bytes.length);
            } else if (tail.length + length > tail.bytes.length) {
                int before = tail.bytes.length;
                tail.bytes = Arrays.copyOf(tail.bytes, Math.max(tail.length + length, before * 2));
                account(tail.bytes.length - before);
            }
            System.arraycopy(bytes, 0, tail.bytes, tail.length, length);
            tail.length += length;
            lastId = last;
            trim();
            if (lock.hasWaiters(changed)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param shown what its last event shows of the documents, which not everybody may see for ever */
    public void end(List<Source> shown) {
        cited = List.copyOf(shown);
        end();
    }

    /** What a replay of it shows of the documents; known when it has ended. */
    public List<Source> cited() {
        return cited;
    }

    /** Says that nothing will be appended. */
    void end() {
        lock.lock();
        try {
            ended = true;
            Segment tail = segments.peekLast();
            if (tail != null) {
                account(tail.length - tail.bytes.length);
                tail.bytes = Arrays.copyOf(tail.bytes, tail.length);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the memory back; readers get {@link Read.Gone}. */
    public void discard() {
        lock.lock();
        try {
            discarded = true;
            segments.clear();
            account(-heldBytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last event so far. */
    public long lastId() {
        return lastId;
    }

    public boolean ended() {
        return ended;
    }

    /** The number of the first event that it still holds; of the next where it holds none. */
    public long firstHeld() {
        lock.lock();
        try {
            return segments.isEmpty() ? lastId + 1 : segments.peekFirst().firstId;
        } finally {
            lock.unlock();
        }
    }

    long heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    /** What is there after an event, without waiting. */
    public Read peek(long afterId) {
        lock.lock();
        try {
            return readHeld(afterId);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for what follows an event.
     *
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public Read await(long afterId, long timeoutMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            Read read = readHeld(afterId);
            while (read instanceof Read.Nothing && left > 0) {
                left = changed.awaitNanos(left);
                read = readHeld(afterId);
            }
            return read;
        } finally {
            lock.unlock();
        }
    }

    private Read readHeld(long afterId) {
        if (discarded && !ended) {
            return new Read.Gone();
        }
        if (afterId >= lastId) {
            return ended ? new Read.End() : new Read.Nothing();
        }
        Segment found = null;
        long lastOfFound = 0;
        long following = lastId;
        for (var newestFirst = segments.descendingIterator(); newestFirst.hasNext();) {
            Segment segment = newestFirst.next();
            if (segment.firstId <= afterId + 1) {
                found = segment;
                lastOfFound = following;
                break;
            }
            following = segment.firstId - 1;
        }
        if (found == null) {
            return new Read.Gone();
        }
        int from = found.startOf(afterId + 1, lastOfFound);
        return new Read.Frames(Arrays.copyOfRange(found.bytes, from, found.length), lastOfFound);
    }

    private void trim() {
        while (segments.size() > 1 && (heldBytes > limitBytes || budget.exceeded())) {
            account(-segments.removeFirst().bytes.length);
        }
    }

    private void account(long change) {
        heldBytes += change;
        budget.add(change);
    }

    private static final class Segment {
        private final long firstId;
        private byte[] bytes;
        private int length;

        Segment(long firstId, int size) {
            this.firstId = firstId;
            this.bytes = new byte[size];
        }

        /**
         * Frames end with an empty line and hold none, so counting those finds a frame: from the end that is nearer,
         * since most readers want what has just come.
         *
         * @param lastId of the frames in it
         */
        int startOf(long id, long lastId) {
            return id - firstId <= lastId - id ? behind(id - firstId) : before(lastId - id + 1);
        }

        private int behind(long frames) {
            int at = 0;
            for (long left = frames; left > 0; left--) {
                while (bytes[at] != '\n' || bytes[at + 1] != '\n') {
                    at++;
                }
                at += 2;
            }
            return at;
        }

        private int before(long frames) {
            int at = length;
            for (long left = frames; left > 0; left--) {
                at -= 2; // its own end
                while (bytes[at - 1] != '\n' || bytes[at - 2] != '\n') {
                    at--;
                }
            }
            return at;
        }
    }
}
