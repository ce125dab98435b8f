package dev.rill.training;

import dev.rill.http.frames.Flood;
import dev.rill.http.frames.RawHttp2;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of HTTP/2: some that ask, and some that flood, each kind in its own way. */
final class Attackers {
    private static final String QUESTION = "{\"threadId\":\"http2\",\"message\":\"How do I stop an answer?\"}";

    private final int port;

    Attackers(int port) {
        this.port = port;
    }

    /** Returns when all have been answered or cut. */
    void attack(int each) throws IOException, InterruptedException {
        ask(each);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = new ArrayList<>();
            for (Flood flood : Flood.values()) {
                byte[] beginning = flood.beginning();
                InetAddress from = Flood.attacker(flood.ordinal());
                all.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        flood.attack(from, port, beginning);
                    }
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("An attack was not ended", e.getCause());
        }
    }

    private void ask(int count) throws IOException {
        try (RawHttp2 client = RawHttp2.begun(port)) {
            for (int stream = 1; stream < 2 * count; stream += 2) {
                int asked = stream;
                client.post(asked, "/chat/stream", QUESTION);
                client.readUntil(() -> client.hasEnded(asked));
                if (!client.answers().contains(asked + ":200")) {
                    throw new IllegalStateException("A question was not answered: " + client.answers());
                }
            }
        }
    }
}
