package dev.rill.http.connection;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Addresses whose connections flood again and again: each is cut soon, but to be accepted, read and cut costs more than
 * to connect. So after some within a second no connection of that address is taken for some seconds. Any thread.
 */
public final class FloodingAddresses {
    /** More than clients with a fault of their own come to, which wait before they come back. */
    static final int MOST_FLOODS = 20;
    private static final System.Logger LOG = System.getLogger(FloodingAddresses.class.getName());
    private static final long COUNTED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration REFUSED = Duration.ofSeconds(5);
    private static final int MOST_KNOWN = 10_000;

    private final Function<InetAddress, Optional<String>> countedAs;
    private final LongSupplier nanoTime;
    private final Map<String, Floods> known = new HashMap<>();

    /** @param countedAs as whom an address counts; empty where it brings many clients, and is never refused */
    public FloodingAddresses(Function<InetAddress, Optional<String>> countedAs, LongSupplier nanoTime) {
        this.countedAs = countedAs;
        this.nanoTime = nanoTime;
    }

    private static final class Floods {
        private long sinceNanos;
        private int count;
        private boolean refused;

        private boolean over(long now) {
            return now - sinceNanos > (refused ? REFUSED.toNanos() : COUNTED_NANOS);
        }
    }

    /** Thrown to whoever has accepted the connection, who closes it then. */
    static final class RefusedException extends RuntimeException {
        private RefusedException() {
            super("this address floods", null, false, false);
        }
    }

    /** One of its connections was a flood. */
    void flooded(SocketAddress peer) {
        if (peer instanceof InetSocketAddress address) {
            countedAs.apply(address.getAddress()).ifPresent(this::flooded);
        }
    }

    private synchronized void flooded(String who) {
        long now = nanoTime.getAsLong();
        Floods floods = known.get(who);
        if (floods == null || floods.over(now)) {
            if (floods == null && known.size() >= MOST_KNOWN) {
                return;
            }
            floods = new Floods();
            floods.sinceNanos = now;
            known.put(who, floods);
        }
        floods.count++;
        if (floods.count == MOST_FLOODS) {
            floods.refused = true;
            floods.sinceNanos = now;
            LOG.log(Level.INFO, "No connection of {0} is taken for {1} s: {2} of them flooded within a second", who,
                    REFUSED.toSeconds(), MOST_FLOODS);
        }
    }

    /** @throws RefusedException where a new connection is of such an address */
    void requireNone(SocketChannel channel) throws IOException {
        if (channel.getRemoteAddress() instanceof InetSocketAddress peer && refuses(peer.getAddress())) {
            throw new RefusedException();
        }
    }

    private boolean refuses(InetAddress peer) {
        Optional<String> who = countedAs.apply(peer);
        return who.isPresent() && refuses(who.get());
    }

    private synchronized boolean refuses(String who) {
        Floods floods = known.get(who);
        return floods != null && floods.refused && !floods.over(nanoTime.getAsLong());
    }

    /** To be called now and then: holds nothing of those that have stopped. */
    synchronized void forgetOld() {
        long now = nanoTime.getAsLong();
        known.values().removeIf(floods -> floods.over(now));
    }
}
