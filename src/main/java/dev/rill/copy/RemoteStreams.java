package dev.rill.copy;

import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.StreamCopy.Part;
import dev.rill.live.EventLog;
import dev.rill.live.ReadableStream;
import dev.rill.stream.EventCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Streams that other servers write, for those here who look on: one thread reads the copies of all of them over one
 * connection, and each is a log like those of this server's own. Any thread; whoever made it closes it.
 */
public final class RemoteStreams implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(RemoteStreams.class.getName());
    private static final long FIRST_READ_MILLIS = 2_000;
    private static final long LINGER_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final StreamCopy copy;
    private final CopyTimes times;
    private final EventCodec codec;
    private final Supplier<EventLog> logs;
    private final SilentStreams silent;
    private final ConcurrentHashMap<String, Followed> followed = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /** One that was asked for; without a stream until it is first read. */
    private static final class Followed {
        private final CountDownLatch read = new CountDownLatch(1);
        private volatile Optional<RemoteStream> stream = Optional.empty();
    }

    /**
     * @param copy which it closes
     * @param logs makes empty ones
     */
    public RemoteStreams(StreamCopy copy, CopyTimes times, EventCodec codec, Supplier<EventLog> logs,
                         AnswerStandings standings, OrphanedCopies orphaned) {
        this.copy = copy;
        this.times = times;
        this.codec = codec;
        this.logs = logs;
        this.silent = new SilentStreams(standings, orphaned);
        this.thread = Thread.ofPlatform().daemon().name("remote-streams").start(this::run);
    }

    /** A stream of which there is a copy; another owner's is unknown. Blocks for as long as reading takes. */
    public Optional<ReadableStream> find(String owner, String messageId) {
        Followed one = followed.computeIfAbsent(messageId, _ -> new Followed());
        LockSupport.unpark(thread);
        try {
            if (!one.read.await(FIRST_READ_MILLIS, TimeUnit.MILLISECONDS)) {
                followed.remove(messageId, one);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        one.stream.ifPresent(RemoteStream::wanted);
        return one.stream.filter(stream -> stream.identity().owner().equals(owner)).map(stream -> stream);
    }

    /** How many are followed. Any thread. */
    public int count() {
        return followed.size();
    }

    private void run() {
        try (copy) {
            while (!closed) {
                boolean reached = pass();
                if (!closed) {
                    pause(reached);
                }
            }
        }
        followed.values().forEach(one -> one.stream.ifPresent(stream -> stream.log().discard()));
    }

    private void pause(boolean reached) {
        if (!reached) {
            LockSupport.parkNanos(PAUSE.toNanos());
        } else if (followed.isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(times.window().toNanos());
        }
    }

    /** @return whether the copies could be read */
    private boolean pass() {
        long now = System.nanoTime();
        forgetUnused(now);
        Map<String, Followed> read = new HashMap<>();
        Map<String, Long> after = new HashMap<>();
        followed.forEach((messageId, one) -> {
            if (one.stream.isEmpty() || !one.stream.get().log().ended()) {
                read.put(messageId, one);
                after.put(messageId, one.stream.map(stream -> stream.log().lastId())
                        .orElse(StreamCopy.FROM_THE_BEGINNING));
            }
        });
        if (after.isEmpty()) {
            return true;
        }
        boolean reached = true;
        try {
            Map<String, Part> parts = copy.read(after);
            read.forEach((messageId, one) -> add(messageId, one, Optional.ofNullable(parts.get(messageId))));
        } catch (CopyUnavailableException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The copies of streams cannot be read now", e);
            reached = false;
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "The copies of streams cannot be read", e);
            reached = false;
        }
        read.forEach((messageId, one) -> one.stream.filter(stream -> stream.silentFor(SILENCE_NANOS, now))
                .ifPresent(silent::look));
        return reached;
    }

    private void add(String messageId, Followed one, Optional<Part> part) {
        if (one.stream.isEmpty()) {
            Optional<Origin> origin = part.flatMap(Part::origin);
            if (origin.isEmpty()) {
                followed.remove(messageId, one);
                one.read.countDown();
                return;
            }
            RemoteStream stream = new RemoteStream(messageId, origin.get(), codec, logs.get());
            addTo(messageId, one, stream, part.orElseThrow());
            one.stream = Optional.of(stream);
            one.read.countDown();
        } else if (part.isPresent()) {
            addTo(messageId, one, one.stream.get(), part.get());
        }
    }

    private void addTo(String messageId, Followed one, RemoteStream stream, Part part) {
        if (!stream.add(part)) {
            LOGGER.log(System.Logger.Level.WARNING,
                    "The copy of answer {0} lacks something; who looks on has to come again", messageId);
            followed.remove(messageId, one);
            stream.log().discard();
        }
    }

    private void forgetUnused(long now) {
        for (Iterator<Followed> all = followed.values().iterator(); all.hasNext();) {
            Optional<RemoteStream> stream = all.next().stream;
            if (stream.isPresent() && !stream.get().isUsed(now, LINGER_NANOS)) {
                all.remove();
                stream.get().log().discard();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join(CLOSE);
    }
}
