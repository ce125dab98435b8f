package dev.rill.copy;

import dev.rill.copy.StreamCopy.News;
import dev.rill.copy.StreamCopy.Standing;
import dev.rill.copy.StreamCopy.Written;
import dev.rill.live.LiveStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes what this server's streams send into their copies: one thread, which some times a second looks how far their
 * logs are and writes what is new of all of them in one go. A stream's own thread has nothing to do with it. Whoever
 * made it closes it, when the streams have ended.
 */
public final class StreamMirror implements Consumer<LiveStream>, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(StreamMirror.class.getName());
    private static final long MOST_BYTES = 2 << 20;
    private static final long MOST_BYTES_OF_ONE = 256 << 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration UPKEEP = Duration.ofSeconds(10);
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final StreamCopy copy;
    private final CopyTimes times;
    private final BooleanSupplier held;
    private final ConcurrentLinkedQueue<LiveStream> coming = new ConcurrentLinkedQueue<>();
    /** In the order in which they came. The mirror's thread. */
    private final List<MirroredStream> mirrored = new ArrayList<>();
    private final LongAdder reconciles = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile long behind;
    private volatile boolean reached = true;
    private Duration pause;
    private long upkeptNanos;

    /**
     * @param copy which it closes
     * @param held whether this server's answers are surely still its own
     */
    public StreamMirror(StreamCopy copy, CopyTimes times, BooleanSupplier held) {
        this.copy = copy;
        this.times = times;
        this.held = held;
        this.pause = times.window();
        this.thread = Thread.ofPlatform().daemon().name("stream-mirror").start(this::run);
    }

    /** Begins to copy a stream, if others can have it. Any thread. */
    @Override
    public void accept(LiveStream stream) {
        if (stream.identity().stored()) {
            coming.add(stream);
        }
    }

    /** How many events the copies lack. Any thread. */
    public long behind() {
        return behind;
    }

    /** How often a copy was not what it was thought to be and was compared with its log. Any thread. */
    public long reconciles() {
        return reconciles.sum();
    }

    /** Whether the last write came through. Any thread. */
    public boolean reached() {
        return reached;
    }

    private void run() {
        try (copy) {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pass();
            }
            long end = System.nanoTime() + FLUSH.toNanos();
            do {
                pass();
            } while (!mirrored.isEmpty() && reached && System.nanoTime() - end < 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        for (LiveStream stream = coming.poll(); stream != null; stream = coming.poll()) {
            mirrored.add(new MirroredStream(stream, times));
        }
        long now = System.nanoTime();
        boolean upkeep = upkeptNanos == 0 || now - upkeptNanos > UPKEEP.toNanos();
        if (mirrored.isEmpty() && !upkeep || !held.getAsBoolean()) {
            return;
        }
        try {
            if (upkeep) {
                copy.upkeep();
                upkeptNanos = now;
                came();
            }
            boolean more = true;
            while (more) {
                reconcile();
                more = write();
            }
            pause = times.window();
        } catch (CopyUnavailableException e) {
            lost(e);
        } catch (RuntimeException e) {
            mirrored.forEach(MirroredStream::lose);
            LOGGER.log(System.Logger.Level.ERROR, "Streams cannot be copied", e);
        }
        mirrored.removeIf(MirroredStream::done);
        behind = mirrored.stream().mapToLong(MirroredStream::behind).sum();
    }

    private void came() {
        if (!reached) {
            reached = true;
            LOGGER.log(System.Logger.Level.INFO, "Running answers are copied again");
        }
    }

    private void lost(CopyUnavailableException why) {
        mirrored.forEach(MirroredStream::lose);
        if (reached) {
            reached = false;
            LOGGER.log(System.Logger.Level.WARNING,
                    "Running answers cannot be copied now, so that other servers cannot show them", why);
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void reconcile() {
        List<MirroredStream> unknown = mirrored.stream().filter(MirroredStream::unknown).toList();
        if (unknown.isEmpty()) {
            return;
        }
        Map<String, Standing> standings = copy.standings(unknown.stream().map(MirroredStream::messageId).toList());
        for (MirroredStream stream : unknown) {
            reconciles.increment();
            Optional.ofNullable(standings.get(stream.messageId())).ifPresentOrElse(stream::is, stream::isMissing);
        }
    }

    /** @return whether there is more to be done at once */
    private boolean write() {
        List<News> news = new ArrayList<>();
        List<MirroredStream> whose = new ArrayList<>();
        long now = System.nanoTime();
        long bytes = 0;
        boolean more = false;
        for (MirroredStream stream : mirrored) {
            if (stream.done() || stream.unknown()) {
                continue;
            }
            if (bytes > MOST_BYTES) {
                more = true;
                break;
            }
            for (News one : stream.news(now, MOST_BYTES_OF_ONE)) {
                news.add(one);
                whose.add(stream);
                bytes += one instanceof News.Frames frames ? frames.frames().length : 0;
            }
            more |= stream.hasMore();
        }
        if (news.isEmpty()) {
            return false;
        }
        List<Written> written = copy.write(news);
        came();
        for (int i = 0; i < written.size(); i++) {
            whose.get(i).wrote(news.get(i), written.get(i));
        }
        return more;
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join(FLUSH.plus(LONGEST_PAUSE));
    }
}
