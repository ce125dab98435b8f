package dev.rill.http.route.document;

import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of an upload, as Server-Sent Events: one for each state, named as it is, the last of which ends the
 * stream. The index and the scanner tell nobody, so they are asked. Any thread.
 */
final class UploadProgress {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** Clients that still wait come again. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DELETED = "event: deleted\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Duration keepAlive;
    private final BooleanSupplier stopping;

    UploadProgress(Duration keepAlive, BooleanSupplier stopping) {
        this.keepAlive = keepAlive;
        this.stopping = stopping;
    }

    /** @param last whether nothing follows */
    record Told(ObjectNode json, String state, boolean last) {
    }

    /** @param now empty where it was deleted */
    void send(ServerRequest request, ServerResponse response, Supplier<Optional<Told>> now) {
        FrameSink sink = response.sink(FrameSink.TYPE);
        CountDownLatch gone = new CountDownLatch(1);
        sink.whileOpen(request, gone::countDown, () -> {
            try {
                follow(sink, now, gone);
            } catch (IOException e) {
                throw new CloseConnectionException("the client left", e);
            } catch (UncheckedIOException e) {
                throw new CloseConnectionException("the client left", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void follow(FrameSink sink, Supplier<Optional<Told>> now, CountDownLatch gone)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        long written = began;
        ObjectNode sent = Json.object();
        do {
            Optional<Told> told = now.get();
            if (told.isEmpty()) {
                sink.write(DELETED, 0, DELETED.length);
                return;
            }
            if (!told.get().json().equals(sent)) {
                sent = told.get().json();
                byte[] frame = ("event: " + told.get().state() + "\ndata: " + sent + "\n\n")
                        .getBytes(StandardCharsets.UTF_8);
                sink.write(frame, 0, frame.length);
                written = System.nanoTime();
            } else if (System.nanoTime() - written > keepAlive.toNanos()) {
                sink.write(KEEP_ALIVE, 0, KEEP_ALIVE.length);
                written = System.nanoTime();
            }
            if (told.get().last()) {
                return;
            }
        } while (!stopping.getAsBoolean() && System.nanoTime() - began < LONGEST.toNanos()
                && !gone.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }
}
