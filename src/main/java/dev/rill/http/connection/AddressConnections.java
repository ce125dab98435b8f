package dev.rill.http.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** How many connections an address has at once, so that one client leaves some for the others. Any thread. */
public final class AddressConnections {
    private final OptionalLong most;
    private final Function<InetAddress, Optional<String>> countedAs;
    private final Map<String, Set<SocketChannel>> open = new HashMap<>();

    /**
     * @param most      empty: as many as they like
     * @param countedAs as whom an address counts; empty where it brings many clients
     */
    public AddressConnections(OptionalLong most, Function<InetAddress, Optional<String>> countedAs) {
        this.most = most;
        this.countedAs = countedAs;
    }

    /** Thrown to whoever has accepted the connection, who closes it then. */
    static final class TooManyException extends RuntimeException {
        private TooManyException() {
            super("as many connections as one address may have", null, false, false);
        }
    }

    /**
     * Counts a new connection until it is closed.
     *
     * @throws TooManyException where it is one too many
     */
    void count(SocketChannel channel) throws IOException {
        if (most.isEmpty() || !(channel.getRemoteAddress() instanceof InetSocketAddress peer)) {
            return;
        }
        Optional<String> who = countedAs.apply(peer.getAddress());
        if (who.isPresent() && !count(who.get(), channel)) {
            throw new TooManyException();
        }
    }

    private synchronized boolean count(String who, SocketChannel channel) {
        Set<SocketChannel> its = open.computeIfAbsent(who, _ -> new HashSet<>());
        if (its.size() >= most.orElseThrow()) {
            its.removeIf(one -> !one.isOpen());
        }
        return its.size() < most.orElseThrow() && its.add(channel);
    }

    /** To be called now and then: holds nothing of those that have ended. */
    synchronized void forgetClosed() {
        open.values().removeIf(its -> {
            its.removeIf(one -> !one.isOpen());
            return its.isEmpty();
        });
    }
}
