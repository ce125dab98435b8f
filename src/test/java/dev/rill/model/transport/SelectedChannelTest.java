package dev.rill.model.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with more waits than a model server causes. */
class SelectedChannelTest {
    private final ReadLoop loop = new ReadLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    /** Two ends of one connection. */
    private final class Pair implements AutoCloseable {
        private final SelectedChannel here;
        private final Socket there;

        Pair() throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                SocketChannel channel = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
                here = new SelectedChannel(channel, loop);
                there = server.accept();
                there.setTcpNoDelay(true);
            }
        }

        @Override
        public void close() throws IOException {
            here.close();
            there.close();
        }
    }

    @Test
    void whatIsSentArrivesWholeAndInOrderHoweverItIsCut() throws Exception {
        Task<?>[] echoes = new Task<?>[20];
        for (int i = 0; i < echoes.length; i++) {
            int seed = i;
            echoes[i] = Task.start(() -> {
                try (Pair pair = new Pair()) {
                    Task<Void> echo = Task.start(() -> echo(pair.there, new Random(~seed)));
                    pingPong(pair.here, new Random(seed));
                    pair.here.close();
                    echo.get();
                }
                return null;
            });
        }
        for (Task<?> echo : echoes) {
            echo.get();
        }
    }

    /** Asks for more only when all has come back, so that one lost byte or wake-up would hold it up for ever. */
    private static void pingPong(SelectedChannel channel, Random random) throws IOException {
        for (int turn = 0; turn < 400; turn++) {
            byte[] sent = new byte[1 + random.nextInt(turn % 20 == 0 ? 60_000 : 600)];
            random.nextBytes(sent);
            channel.write(sent, 0, sent.length);
            byte[] back = new byte[sent.length];
            for (int at = 0; at < back.length;) {
                int count = channel.read(back, at, Math.min(back.length - at, 1 + random.nextInt(9000)), 0);
                assertTrue(count > 0, "ended early");
                at += count;
            }
            assertArrayEquals(sent, back);
        }
    }

    private static Void echo(Socket socket, Random random) throws IOException {
        byte[] bytes = new byte[8192];
        InputStream in = socket.getInputStream();
        for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
            for (int at = 0; at < count;) {
                int piece = Math.min(count - at, 1 + random.nextInt(500));
                socket.getOutputStream().write(bytes, at, piece);
                at += piece;
            }
        }
        return null;
    }

    @Test
    void aWriteWaitsForAnOtherSideThatDoesNotTake() throws Exception {
        try (Pair pair = new Pair()) {
            byte[] sent = new byte[16 * 1024 * 1024];
            new Random(1).nextBytes(sent);
            Task<Void> write = Task.start(() -> {
                pair.here.write(sent, 0, sent.length);
                pair.here.close();
                return null;
            });
            write.awaitWaiting();
            assertArrayEquals(sent, pair.there.getInputStream().readAllBytes());
            write.get();
        }
    }

    @Test
    void theAnswerToAWriteThatHadToWaitIsRead() throws Exception {
        try (Pair pair = new Pair()) {
            byte[] much = new byte[16 * 1024 * 1024];
            Task<Integer> exchange = Task.start(() -> {
                pair.here.write(much, 0, much.length);
                return pair.here.read(new byte[10], 0, 10, 0);
            });
            exchange.awaitWaiting();
            pair.there.getOutputStream().write(1);
            pair.there.getInputStream().readNBytes(much.length);
            assertEquals(1, exchange.get());
        }
    }

    @Test
    void anInterruptClosesWhileAReadWaits() throws Exception {
        try (Pair pair = new Pair()) {
            Task<Integer> read = Task.start(() -> pair.here.read(new byte[10], 0, 10, 0));
            read.awaitWaiting();
            read.thread.interrupt();
            assertEquals(-1, pair.there.getInputStream().read());
            assertThrows(IOException.class, read::get);
            assertTrue(pair.here.isClosed());
        }
    }

    @Test
    void anInterruptClosesWhileAWriteWaits() throws Exception {
        try (Pair pair = new Pair()) {
            Task<Void> write = Task.start(() -> {
                pair.here.write(new byte[16 * 1024 * 1024], 0, 16 * 1024 * 1024);
                return null;
            });
            write.awaitWaiting();
            write.thread.interrupt();
            assertThrows(IOException.class, write::get);
            assertTrue(pair.here.isClosed());
        }
    }

    @Test
    void aReadThatTimesOutLosesNothing() throws Exception {
        try (Pair pair = new Pair()) {
            byte[] bytes = new byte[10];
            assertThrows(SocketTimeoutException.class, () -> pair.here.read(bytes, 0, 10, 1));
            pair.there.getOutputStream().write(new byte[] {1, 2, 3});
            assertEquals(3, pair.here.read(bytes, 0, 10, 60_000));
            assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOf(bytes, 3));
        }
    }

    @Test
    void theEndComesAfterWhatCameBefore() throws Exception {
        try (Pair pair = new Pair()) {
            Task<Integer> read = Task.start(() -> pair.here.read(new byte[10], 0, 2, 0));
            read.awaitWaiting();
            pair.there.getOutputStream().write(new byte[] {1, 2, 3});
            pair.there.close();
            assertEquals(2, read.get());
            assertEquals(1, pair.here.read(new byte[10], 0, 10, 0));
            assertEquals(-1, pair.here.read(new byte[10], 0, 10, 0));
            assertEquals(-1, pair.here.read(new byte[10], 0, 10, 0));
        }
    }

    @Test
    void whatCameWhileNobodyWaitedIsNoLongerSilence() throws Exception {
        try (Pair pair = new Pair()) {
            assertThrows(SocketTimeoutException.class, () -> pair.here.read(new byte[10], 0, 10, 1));
            assertTrue(pair.here.silent());
            pair.there.getOutputStream().write(1);
            await(() -> !pair.here.silent());
        }
    }

    @Test
    void closingTheLoopEndsWhatWaits() throws Exception {
        try (Pair pair = new Pair(); Pair other = new Pair()) {
            Task<Integer> read = Task.start(() -> pair.here.read(new byte[10], 0, 10, 0));
            read.awaitWaiting();
            loop.close();
            assertThrows(IOException.class, read::get);
            assertThrows(IOException.class, () -> other.here.read(new byte[10], 0, 10, 0));
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = Guard.deadline();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within minutes");
            LockSupport.parkNanos(200_000);
        }
    }

    /** Work on a virtual thread. */
    private static final class Task<T> {
        private final FutureTask<T> task;
        private final Thread thread;

        private Task(Callable<T> work) {
            task = new FutureTask<>(work);
            thread = Thread.ofVirtual().start(task);
        }

        static <T> Task<T> start(Callable<T> work) {
            return new Task<>(work);
        }

        void awaitWaiting() {
            await(() -> thread.getState() == Thread.State.WAITING);
        }

        T get() throws Exception {
            try {
                return task.get(Guard.SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
