package dev.rill.training;

import dev.rill.http.RawHttp;
import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that ask at the same time, each one question after the other. */
final class Crowd {
    /** Events that somebody reads who does not stay. */
    private static final int FEW = 30;

    private final int port;

    Crowd(int port) {
        this.port = port;
    }

    /** What a client does once its answer has begun. */
    enum Conduct { STAYS, LEAVES, STOPS }

    /** Returns when all have been answered, have left or have stopped their answers. */
    void ask(int clients, int questions, String question, List<Conduct> conducts) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String thread = "crowd-" + i;
                Conduct conduct = conducts.get(i % conducts.size());
                all.add(threads.submit(() -> {
                    for (int asked = 0; asked < questions; asked++) {
                        ask(thread + (asked % 5), question, conduct);
                    }
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client was not served", e.getCause());
        }
    }

    private void ask(String thread, String question, Conduct conduct) throws IOException, InterruptedException {
        try (EventStream stream = EventStream.ask(port, thread, question)) {
            if (stream.status() == 409) {
                return; // the answer that it left has not ended yet
            }
            if (stream.status() == 503) {
                TimeUnit.MILLISECONDS.sleep(stream.problem().get("retryAfterMs").longValue());
                ask(thread, question, conduct);
                return;
            }
            String messageId = stream.next("start").json().path("messageId").asString();
            switch (conduct) {
                case STAYS -> requireEnd(stream.rest());
                case LEAVES -> read(stream);
                case STOPS -> {
                    read(stream);
                    RawHttp.call(port, "DELETE", "/chat/stream/" + messageId);
                    requireEnd(stream.rest());
                }
            }
        }
    }

    private static void read(EventStream stream) throws IOException {
        for (int i = 0; i < FEW && stream.nextFrame().isPresent(); i++) {
            // what it says is not looked at
        }
    }

    private static void requireEnd(List<Event> events) {
        if (!events.getLast().terminal()) {
            throw new IllegalStateException("An answer has no end");
        }
    }
}
