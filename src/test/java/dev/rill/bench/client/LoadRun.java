package dev.rill.bench.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** One load, from the first connection to the last. One thread. */
final class LoadRun {
    private static final long BETWEEN_CONNECTIONS = TimeUnit.MICROSECONDS.toNanos(2_000);
    private static final long LONGEST_END = Duration.ofMinutes(2).toNanos();

    private final Load load;
    private final Runnable onBegin;
    private final Runnable onEnd;
    private final Tally tally = new Tally();
    private final List<ClientStream> streams = new ArrayList<>();
    private final Queue<Next> waiting = new ArrayDeque<>();
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private final Selector selector;
    private long nextId;
    private long lastConnection;

    private record Next(long nanos, ClientStream stream) {
    }

    /** @param firstId of its streams; they are numbered on from it */
    private LoadRun(Load load, long firstId, Selector selector, Runnable onBegin, Runnable onEnd) {
        this.load = load;
        this.nextId = firstId;
        this.selector = selector;
        this.onBegin = onBegin;
        this.onEnd = onEnd;
    }

    /**
     * @param onBegin called when what is measured begins: with the first connection, or when all streams are held
     * @param onEnd   called when it ends
     */
    static Outcome run(Load load, long firstId, Runnable onBegin, Runnable onEnd) throws IOException {
        try (Selector selector = Selector.open()) {
            return new LoadRun(load, firstId, selector, onBegin, onEnd).run();
        }
    }

    private Outcome run() throws IOException {
        try {
            if (load.hold()) {
                until(System.nanoTime() + LONGEST_END, true, this::allHeld);
            }
            tally.begin();
            onBegin.run();
            until(System.nanoTime() + load.lasts().toNanos(), true, this::allLeft);
            if (load.hold()) {
                finish();
                streams.stream().filter(stream -> !stream.answered()).forEach(ClientStream::checkOpen);
            } else {
                until(System.nanoTime() + LONGEST_END, false, this::nothingOpen);
                streams.forEach(ClientStream::lost);
                finish();
            }
        } finally {
            for (ClientStream stream : streams) {
                stream.channel().close();
            }
        }
        return tally.outcome();
    }

    private void finish() {
        tally.end();
        onEnd.run();
    }

    private interface Done {
        boolean done();
    }

    private void until(long deadline, boolean asking, Done condition) throws IOException {
        for (long now = System.nanoTime(); now < deadline && !condition.done(); now = System.nanoTime()) {
            if (asking) {
                connect(now);
                for (Next next = waiting.peek(); next != null && next.nanos <= now; next = waiting.peek()) {
                    ask(waiting.poll().stream);
                }
            }
            selector.select(key -> ready((ClientStream) key.attachment()), 1);
        }
    }

    private boolean allHeld() {
        return streams.size() == load.streams() && streams.stream().allMatch(ClientStream::hasToken);
    }

    private boolean allLeft() {
        return load.leaveAfter() > 0 && streams.size() == load.streams() && nothingOpen();
    }

    private boolean nothingOpen() {
        return streams.stream().allMatch(ClientStream::answered);
    }

    /** Connects one by one, so that paced streams do not all have their tokens at the same time. */
    private void connect(long now) throws IOException {
        while (streams.size() < load.streams() && now - lastConnection >= BETWEEN_CONNECTIONS) {
            lastConnection = lastConnection == 0 || now - lastConnection > 10 * BETWEEN_CONNECTIONS ? now
                    : lastConnection + BETWEEN_CONNECTIONS;
            SocketChannel channel = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getByName("127.0.0.1"), load.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            ClientStream stream = new ClientStream(channel, load, tally);
            channel.register(selector, SelectionKey.OP_READ, stream);
            streams.add(stream);
            ask(stream);
        }
    }

    private void ask(ClientStream stream) {
        try {
            stream.ask(nextId++);
        } catch (IOException e) {
            stream.lost();
        }
    }

    private void ready(ClientStream stream) {
        try {
            int count = stream.channel().read(input.clear());
            if (count < 0) {
                stream.channel().close();
                stream.lost();
                return;
            }
            stream.take(input.array(), count);
            if (!stream.answered() && stream.leaves()) {
                stream.leave();
            } else if (stream.answered() && !load.hold()) {
                next(stream);
            }
        } catch (IOException e) {
            stream.lost();
        }
    }

    private void next(ClientStream stream) {
        waiting.add(new Next(System.nanoTime() + load.pause().toNanos(), stream));
    }
}
