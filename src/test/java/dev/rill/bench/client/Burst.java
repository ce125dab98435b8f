package dev.rill.bench.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Questions that come at their own pace, whatever becomes of those before, each over a connection of its own; their
 * times count from the moment at which each was due. One thread.
 *
 * @param port     of the server, on loopback
 * @param question that is asked
 * @param count    of questions
 * @param every    between two of them
 * @param patience after the last one was asked, until what has no end counts as lost
 */
public record Burst(int port, String question, int count, Duration every, Duration patience) {

    /**
     * What became of them; times in milliseconds.
     *
     * @param taken    answered with a stream
     * @param refused  answered with 503, {@code Retry-After} and {@code TOO_MANY_STREAMS}
     * @param whole    of those that were taken: ended with a terminal event
     * @param others   by what they got instead
     * @param starts   of those that were taken: until the first event was there, in the order in which they were due
     * @param refusals until the refusal was there
     */
    public record Result(int taken, int refused, int whole, Map<String, Integer> others, List<Double> starts,
                         List<Double> refusals) {

        /** @param share from 0 to 1; zero where there is none */
        public static double quantile(List<Double> times, double share) {
            List<Double> sorted = times.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1,
                    Math.floor(share * sorted.size())));
        }

        @Override
        public String toString() {
            return ("taken %d (whole %d), first event p50 %.1f p99 %.1f most %.1f ms; refused %d, p50 %.1f p99 %.1f "
                    + "ms; others %s")
                    .formatted(taken, whole, quantile(starts, 0.5), quantile(starts, 0.99), quantile(starts, 1),
                            refused, quantile(refusals, 0.5), quantile(refusals, 0.99), others);
        }
    }

    /** Asks them all. */
    public Result run() throws IOException {
        return new Run(this).run();
    }

    private static final class Run {
        private final Burst burst;
        private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
        private final List<Asked> all = new ArrayList<>();
        private int open;

        Run(Burst burst) {
            this.burst = burst;
        }

        Result run() throws IOException {
            long began = System.nanoTime();
            long lastDue = began + burst.every().toNanos() * burst.count();
            try (Selector selector = Selector.open()) {
                for (long now = began; now < lastDue + burst.patience().toNanos()
                        && (all.size() < burst.count() || open > 0); now = System.nanoTime()) {
                    while (all.size() < burst.count() && began + burst.every().toNanos() * all.size() <= now) {
                        ask(selector, began + burst.every().toNanos() * all.size());
                    }
                    selector.select(this::ready, 1);
                }
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
            return result();
        }

        private void ask(Selector selector, long due) throws IOException {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Asked asked = new Asked(channel, burst, all.size(), due);
            all.add(asked);
            open++;
            channel.register(selector, SelectionKey.OP_CONNECT, asked);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), burst.port()));
        }

        private void ready(SelectionKey key) {
            Asked asked = (Asked) key.attachment();
            try {
                if (key.isConnectable() && asked.channel.finishConnect()) {
                    key.interestOps(SelectionKey.OP_READ);
                    asked.channel.write(asked.request);
                } else if (key.isReadable()) {
                    int count = asked.channel.read(input.clear());
                    if (count < 0 || asked.take(input.array(), count)) {
                        close(asked);
                    }
                }
            } catch (IOException e) {
                asked.failure = e.getMessage();
                close(asked);
            }
        }

        private void close(Asked asked) {
            open--;
            try {
                asked.channel.close();
            } catch (IOException e) {
                asked.failure = e.getMessage();
            }
        }

        private Result result() {
            List<Double> starts = new ArrayList<>();
            List<Double> refusals = new ArrayList<>();
            Map<String, Integer> others = new TreeMap<>();
            int whole = 0;
            for (Asked asked : all) {
                if (asked.startMillis >= 0) {
                    starts.add(asked.startMillis);
                    whole += asked.ended ? 1 : 0;
                } else if (asked.refusalMillis >= 0) {
                    refusals.add(asked.refusalMillis);
                } else {
                    others.merge(asked.head.isEmpty() ? asked.failure : asked.head, 1, Integer::sum);
                }
            }
            return new Result(starts.size(), refusals.size(), whole, others, starts, refusals);
        }
    }

    private static final class Asked {
        private static final byte[][] ENDS = {RillCheck.ascii("event: complete"), RillCheck.ascii("event: error"),
                RillCheck.ascii("event: cancelled")};
        private static final byte[] START = RillCheck.ascii("event: start");
        private static final int LONGEST_SPLIT = 32;

        private final SocketChannel channel;
        private final ByteBuffer request;
        private final long due;
        private String head = "";
        private byte[] before = {};
        private String failure = "no answer";
        private boolean ended;
        private double startMillis = -1;
        private double refusalMillis = -1;

        Asked(SocketChannel channel, Burst burst, int number, long due) {
            this.channel = channel;
            this.due = due;
            String body = "{\"threadId\":\"burst-" + number + "\",\"message\":\"" + burst.question() + "\"}";
            this.request = ByteBuffer.wrap(RillCheck.ascii("POST /chat/stream HTTP/1.1\r\nHost: localhost:"
                    + burst.port()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
        }

        /** @return whether nothing more is awaited */
        private boolean take(byte[] bytes, int count) {
            byte[] seen = new byte[before.length + count];
            System.arraycopy(before, 0, seen, 0, before.length);
            System.arraycopy(bytes, 0, seen, before.length, count);
            if (head.isEmpty()) {
                head = new String(seen, 0, Math.min(12, seen.length), StandardCharsets.US_ASCII);
            }
            if (head.endsWith("503")) {
                return refused(seen);
            }
            if (startMillis < 0 && contains(seen, START)) {
                startMillis = sinceDue();
            }
            for (byte[] end : ENDS) {
                ended |= startMillis >= 0 && contains(seen, end);
            }
            before = Arrays.copyOfRange(seen, Math.max(0, seen.length - LONGEST_SPLIT), seen.length);
            return ended || !head.endsWith("200");
        }

        private boolean refused(byte[] seen) {
            before = seen;
            if (contains(seen, RillCheck.ascii("Retry-After: "))
                    && contains(seen, RillCheck.ascii("TOO_MANY_STREAMS"))) {
                refusalMillis = sinceDue();
            }
            return refusalMillis >= 0;
        }

        private double sinceDue() {
            return (System.nanoTime() - due) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        }

        private static boolean contains(byte[] bytes, byte[] wanted) {
            for (int at = 0; at + wanted.length <= bytes.length; at++) {
                int same = 0;
                while (same < wanted.length && bytes[at + same] == wanted[same]) {
                    same++;
                }
                if (same == wanted.length) {
                    return true;
                }
            }
            return false;
        }
    }
}
