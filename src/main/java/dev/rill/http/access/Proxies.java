package dev.rill.http.access;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who sent a request and under which name, as far as the {@code X-Forwarded-*} or {@code Forwarded} headers of trusted
 * proxies tell; from anybody else these headers mean nothing. Immutable; any thread.
 */
public final class Proxies {

    /**
     * @param address   of the client
     * @param scheme    {@code http} or {@code https}, as the nearest proxy that told was spoken to
     * @param schemes   the same of all proxies on the way: the client's is among them
     * @param authority the server's name and port, as the client sees them; empty where the request has no name
     * @param port      what a proxy says that the port is
     * @param proxied   whether it came from a trusted proxy
     */
    public record Client(InetAddress address, String scheme, List<String> schemes, String authority,
                         Optional<String> port, boolean proxied) {
    }

    private final List<AddressRange> trusted;

    /** @param trusted addresses or CIDR ranges */
    public Proxies(List<String> trusted) {
        this.trusted = trusted.stream().map(AddressRange::parse).toList();
    }

    public Client client(ServerRequest request) {
        InetAddress peer = ((InetSocketAddress) request.remotePeer().address()).getAddress();
        String scheme = request.isSecure() ? "https" : "http";
        String authority = request.headers().contains(HeaderNames.HOST) ? request.headers().get(HeaderNames.HOST).get()
                : "";
        if (!isTrusted(peer)) {
            return new Client(peer, scheme, List.of(scheme), authority, Optional.empty(), false);
        }
        ForwardedHeaders told = ForwardedHeaders.of(request.headers());
        List<String> schemes = told.schemes().isEmpty() ? List.of(scheme) : told.schemes();
        return new Client(origin(told.addresses(), peer), schemes.getLast(), schemes,
                last(told.hosts()).orElse(authority), last(told.ports()), true);
    }

    /** As whom a peer counts among the connections; empty for a trusted proxy, which brings the connections of many. */
    public Optional<String> countedAs(InetAddress peer) {
        return isTrusted(peer) ? Optional.empty() : Optional.of(Networks.of(peer));
    }

    /** The last address that a trusted proxy saw and that is not a trusted proxy itself. */
    private InetAddress origin(List<String> hops, InetAddress peer) {
        InetAddress client = peer;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<InetAddress> hop = AddressRange.address(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        for (AddressRange range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> last(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }
}
