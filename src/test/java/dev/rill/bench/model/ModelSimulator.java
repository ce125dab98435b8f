package dev.rill.bench.model;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A model server for load: one thread, bytes that are made once, thousands of streams, paced or as fast as they are
 * taken. {@code GET /left} tells which streams were closed by the other side and when. Closed by whoever made it.
 */
public final class ModelSimulator implements AutoCloseable {
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Chunks chunks = new Chunks();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final PriorityQueue<Due> paced = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final ArrayDeque<SimulatedConnection> eager = new ArrayDeque<>();
    private final StringBuilder left = new StringBuilder();

    private record Due(long nanos, SimulatedConnection connection) {
    }

    private ModelSimulator(Selector selector, ServerSocketChannel server) {
        this.selector = selector;
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException {
        ModelSimulator simulator = listen();
        System.out.println("port " + simulator.port());
        simulator.run();
    }

    /** On a free port of loopback. */
    public static ModelSimulator listen() throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096).configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        return new ModelSimulator(selector, server);
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /** Serves until it is closed. */
    public void run() throws IOException {
        while (selector.isOpen()) {
            await();
            for (Due next = paced.peek(); next != null && next.nanos <= System.nanoTime(); next = paced.peek()) {
                go(paced.poll().connection);
            }
            for (int round = eager.size(); round > 0; round--) {
                go(eager.poll());
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }

    private void await() throws IOException {
        if (!eager.isEmpty()) {
            selector.selectNow(this::ready);
        } else if (paced.isEmpty()) {
            selector.select(this::ready);
        } else {
            long wait = paced.peek().nanos - System.nanoTime();
            selector.select(this::ready, Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait + 999_999)));
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
                return;
            }
            SimulatedConnection connection = (SimulatedConnection) key.attachment();
            if (key.isWritable()) {
                key.interestOps(SelectionKey.OP_READ);
                go(connection);
            } else if (key.isReadable()) {
                read(connection);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new SimulatedConnection(channel, chunks));
        }
    }

    private void read(SimulatedConnection connection) throws IOException {
        int count;
        try {
            count = connection.channel().read(input.clear());
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            leave(connection);
        } else {
            connection.take(input.flip()).ifPresent(request -> answer(connection, request));
        }
    }

    private void answer(SimulatedConnection connection, String request) {
        try {
            if (request.startsWith("GET /left")) {
                connection.reply("text/plain", left.toString());
                left.setLength(0);
                return;
            }
            Order order = Order.in(request).orElseThrow(() -> new IllegalArgumentException("no order: " + request));
            connection.begin(order);
            go(connection);
        } catch (IOException e) {
            leave(connection);
        }
    }

    /** Sends, and sees to it that what is left is sent in its time. */
    private void go(SimulatedConnection connection) {
        try {
            Optional<Order> order = connection.order();
            if (order.isEmpty()) {
                return;
            }
            switch (connection.send()) {
                case ALL -> {
                    if (order.get().every().isZero()) {
                        eager.add(connection);
                    } else {
                        paced.add(new Due(connection.dueNanos(), connection));
                    }
                }
                case BLOCKED -> connection.channel().keyFor(selector).interestOps(
                        SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                case ENDED -> { }
            }
        } catch (IOException e) {
            leave(connection);
        }
    }

    private void leave(SimulatedConnection connection) {
        connection.order().ifPresent(order ->
                left.append(order.id()).append(' ').append(System.nanoTime()).append('\n'));
        try {
            connection.channel().close();
        } catch (IOException e) {
            // it is gone either way
        }
        connection.forget();
    }
}
