package dev.rill.model.transport;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks up one host's addresses so that the caller can be interrupted: the platform's lookup cannot, and it pins a
 * virtual thread's carrier. One platform thread at most, only while a lookup runs. Any thread.
 */
final class Resolver {
    private final String host;
    private final AtomicReference<CompletableFuture<InetAddress[]>> running = new AtomicReference<>();

    Resolver(String host) {
        this.host = host;
    }

    InetAddress[] resolve(Duration timeout) throws UnknownHostException, SocketTimeoutException,
            InterruptedIOException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException e) {
            return lookUp(timeout);
        }
    }

    private InetAddress[] lookUp(Duration timeout) throws UnknownHostException, SocketTimeoutException,
            InterruptedIOException {
        try {
            return lookup().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while looking up a name");
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the lookup of a name takes too long");
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }

    private CompletableFuture<InetAddress[]> lookup() {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Thread.ofPlatform().daemon().name("rill-model-dns").start(() -> run(mine));
        return mine;
    }

    private void run(CompletableFuture<InetAddress[]> result) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            running.set(null);
            result.complete(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            running.set(null);
            result.completeExceptionally(new CompletionException(e));
        }
    }
}
