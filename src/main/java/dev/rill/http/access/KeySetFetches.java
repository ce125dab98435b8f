package dev.rill.http.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetches an issuer's JWK set (RFC 7517): one fetch at a time, which all who want one share, a few in a row at once,
 * and then one in each pause, however many want one. Any thread.
 */
final class KeySetFetches {
    private static final System.Logger LOG = System.getLogger(KeySetFetches.class.getName());
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int AT_ONCE = 5;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final URL url;
    private final ResourceRetriever retriever;
    private final ReentrantLock fetching = new ReentrantLock();
    /** The fetch that has not begun yet, or null. */
    private CompletableFuture<Void> waiting;
    /** When each fetch so far would have been due, had they come in even steps. */
    private long evenNanos = System.nanoTime() - AT_ONCE * PAUSE_NANOS;
    private volatile Optional<KeySet> newest = Optional.empty();
    private volatile boolean failing;

    /** @param begunNanos {@link System#nanoTime} before it was asked for */
    record KeySet(JWKSet keys, long begunNanos) {
    }

    KeySetFetches(URL url, ResourceRetriever retriever) {
        this.url = url;
        this.retriever = retriever;
    }

    /** What the last fetch that succeeded brought. */
    Optional<KeySet> newest() {
        return newest;
    }

    /** Whether the last fetch failed. */
    boolean failing() {
        return failing;
    }

    /** A fetch that begins after this call; it completes, with nothing, however it ends. */
    synchronized CompletableFuture<Void> next() {
        if (waiting == null) {
            CompletableFuture<Void> next = new CompletableFuture<>();
            waiting = next;
            Thread.ofVirtual().name("issuer-keys").start(() -> run(next));
        }
        return waiting;
    }

    private void run(CompletableFuture<Void> next) {
        fetching.lock();
        try {
            TimeUnit.NANOSECONDS.sleep(untilDue());
            synchronized (this) {
                waiting = null;
            }
            fetch();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        } finally {
            fetching.unlock();
            next.complete(null);
        }
    }

    private long untilDue() {
        long now = System.nanoTime();
        evenNanos = Math.max(evenNanos - now, -AT_ONCE * PAUSE_NANOS) + now + PAUSE_NANOS;
        return Math.max(0, evenNanos - now);
    }

    private void fetch() throws InterruptedException {
        long begun = System.nanoTime();
        FutureTask<JWKSet> task = new FutureTask<>(this::retrieve);
        Thread.ofVirtual().name("issuer-keys-fetch").start(task);
        try {
            newest = Optional.of(new KeySet(task.get(LONGEST.toSeconds(), TimeUnit.SECONDS), begun));
            failing = false;
        } catch (TimeoutException e) {
            task.cancel(true);
            failed("it takes too long");
        } catch (ExecutionException e) {
            failed(e.getCause().toString());
        }
    }

    private JWKSet retrieve() throws IOException, ParseException {
        return JWKSet.parse(retriever.retrieveResource(url).getContent());
    }

    private void failed(String why) {
        if (!failing) {
            LOG.log(Level.WARNING, "The issuer''s keys cannot be fetched; this is tried again: {0}", why);
        }
        failing = true;
    }
}
