package dev.rill.model.fake;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One accepted connection. One thread reads it all the time, so that its end is seen in silence too; another plays
 * the scripts and is interrupted when the peer is gone. Any thread may ask.
 */
public final class FakeConnection {
    private final FakeModel model;
    private final Socket socket;
    private final BlockingQueue<Turn> pending = new LinkedBlockingQueue<>();
    private final CompletableFuture<Long> closed = new CompletableFuture<>();
    private final AtomicInteger requests = new AtomicInteger();

    private record Turn(RecordedRequest request, Script script) {
    }

    FakeConnection(FakeModel model, Socket socket) {
        this.model = model;
        this.socket = socket;
    }

    /** Completes with {@link System#nanoTime} when the peer closed or reset, or the fake closed it. */
    public CompletableFuture<Long> closed() {
        return closed;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** How many requests came on it. */
    public int requests() {
        return requests.get();
    }

    void serve(Optional<Effect> onAccept) {
        Thread player = Thread.ofVirtual().name("fake-player").unstarted(() -> play(onAccept));
        player.start();
        if (onAccept.isEmpty()) {
            Thread.ofVirtual().name("fake-reader").start(() -> read(player));
        } else {
            Thread.ofVirtual().name("fake-watch").start(() -> drain(player));
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nobody is interested
        }
        closed.complete(System.nanoTime());
        model.forget(this);
    }

    private void read(Thread player) {
        try {
            RequestReader reader = new RequestReader(socket.getInputStream(), this);
            for (var request = reader.read(); request.isPresent(); request = reader.read()) {
                requests.incrementAndGet();
                // chosen before the request is told of, so that no request leaves its script to another
                Script script = model.script(request.get());
                model.record(request.get());
                pending.add(new Turn(request.get(), script));
            }
        } catch (IOException e) {
            // a reset, or closed here
        } finally {
            closed.complete(System.nanoTime());
            player.interrupt();
        }
    }

    private void drain(Thread player) {
        try {
            byte[] buffer = new byte[4096];
            while (socket.getInputStream().read(buffer) >= 0) {
                continue;
            }
        } catch (IOException e) {
            // a reset, or closed here
        } finally {
            closed.complete(System.nanoTime());
            player.interrupt();
        }
    }

    private void play(Optional<Effect> onAccept) {
        try {
            Player player = new Player(socket);
            if (onAccept.isPresent()) {
                player.play(onAccept.get());
                return;
            }
            Player.Next next = Player.Next.KEEP;
            while (next == Player.Next.KEEP) {
                Turn turn = pending.take();
                next = player.play(turn.script(), turn.request());
            }
        } catch (IOException | InterruptedException e) {
            // the peer is gone
        } finally {
            close();
        }
    }
}
