package dev.rill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.OnBusy;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.StreamFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StreamMonitorTest {
    private static final int THREADS = 32;
    private static final int EACH = 200;

    @Test
    void everyStreamOfManyThreadsIsCountedOnceUnderTheWayItEnded() throws InterruptedException {
        ConcurrentLinkedQueue<EndedStream> ended = new ConcurrentLinkedQueue<>();
        StreamMonitor monitor = new StreamMonitor(StreamFixture.CLOCK);
        monitor.onEnd(ended::add);
        Watchdog watchdog = new Watchdog(Duration.ofMillis(50));
        LiveStreams streams = new LiveStreams(new LiveStreams.Limits(10_000, 0, Duration.ofMinutes(5), 1 << 20,
                1 << 24),
                StreamFixture.TIMES, StreamFixture.PLAIN, monitor, watchdog, StreamFixture.CLOCK);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            threads.add(Thread.startVirtualThread(() -> run(streams, number, go)));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        watchdog.close();
        StreamMonitor.Metrics metrics = monitor.metrics();
        int total = THREADS * EACH;
        assertEquals(total, ended.size());
        assertEquals(total, metrics.totalStreamsStarted());
        assertEquals(0, metrics.activeConnections());
        assertEquals(count(ended, Outcome.COMPLETE), metrics.completedStreams());
        assertEquals(count(ended, Outcome.CANCELLED), metrics.cancelledStreams());
        assertEquals(count(ended, Outcome.ERROR), metrics.erroredStreams());
        assertEquals(1, metrics.completionRate() + metrics.cancellationRate() + metrics.errorRate(), 1e-9);
        assertEquals((double) metrics.errorRate(), (double) count(ended, Outcome.ERROR) / total);
    }

    @Test
    void averagesAreOverTheLastHundredThatEnded() {
        StreamMonitor monitor = new StreamMonitor(StreamFixture.CLOCK);
        Watchdog watchdog = new Watchdog(Duration.ofMillis(50));
        LiveStreams streams = new LiveStreams(new LiveStreams.Limits(10, 0, Duration.ofMinutes(5), 1 << 20, 1 << 24),
                StreamFixture.TIMES, StreamFixture.PLAIN, monitor, watchdog, StreamFixture.CLOCK);
        Random random = new Random(11);
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int count = random.nextInt(50);
            tokens.add(count);
            LiveStream stream = open(streams, "t" + i);
            for (int k = 0; k < count; k++) {
                stream.token("x");
            }
            streams.close(stream, stream.end(StreamFixture.complete(), Optional.empty()));
            List<Integer> last = tokens.subList(Math.max(0, tokens.size() - 100), tokens.size());
            assertEquals(last.stream().mapToInt(Integer::intValue).average().orElse(0),
                    monitor.metrics().averageTokensPerStream(), 1e-9);
        }
        watchdog.close();
    }

    private static void run(LiveStreams streams, int number, CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < EACH; i++) {
            LiveStream stream = open(streams, number + "-" + i);
            stream.token("a");
            EndedStream end = stream.end(switch ((number + i) % 3) {
                case 0 -> StreamFixture.complete();
                case 1 -> new StreamEvent.Cancelled("m", StreamFixture.CLOCK.instant(), Optional.empty(),
                        StreamEvent.CancelReason.STOPPED);
                default -> new StreamEvent.Failed("m", StreamFixture.CLOCK.instant(), "", ErrorCode.INTERNAL,
                        Optional.empty(), true, java.util.OptionalLong.empty());
            }, Optional.empty());
            streams.close(stream, end);
        }
    }

    private static LiveStream open(LiveStreams streams, String thread) {
        LiveStream stream = ((Opening.Opened) streams.open(
                Identities.of("u", thread, "m-" + thread, false), OnBusy.REJECT))
                .stream();
        streams.begun(stream);
        streams.started(stream);
        stream.start(StreamFixture.start());
        return stream;
    }

    private static long count(Iterable<EndedStream> ended, Outcome outcome) {
        long count = 0;
        for (EndedStream stream : ended) {
            count += stream.outcome() == outcome ? 1 : 0;
        }
        return count;
    }
}
