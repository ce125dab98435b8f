package dev.rill.http.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who sent a request and under which name, as far as the {@code X-Forwarded-*} headers of trusted proxies tell; from
 * anybody else these headers mean nothing. Immutable; any thread.
 */
public final class Proxies {
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");
    private static final HeaderName FORWARDED_HOST = HeaderNames.create("X-Forwarded-Host");

    /**
     * @param address   of the client
     * @param scheme    {@code http} or {@code https}, as the client sees it
     * @param authority the server's name and port, as the client sees them
     */
    public record Client(InetAddress address, String scheme, String authority) {
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
            return new Client(peer, scheme, authority);
        }
        return new Client(origin(request, peer),
                last(request, FORWARDED_PROTO).filter(p -> p.equals("https") || p.equals("http")).orElse(scheme),
                last(request, FORWARDED_HOST).orElse(authority));
    }

    /** The last address that a trusted proxy saw and that is not a trusted proxy itself. */
    private InetAddress origin(ServerRequest request, InetAddress peer) {
        InetAddress client = peer;
        List<String> hops = values(request, HeaderNames.X_FORWARDED_FOR);
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

    private static Optional<String> last(ServerRequest request, HeaderName name) {
        List<String> values = values(request, name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private static List<String> values(ServerRequest request, HeaderName name) {
        List<String> values = new ArrayList<>();
        for (String line : request.headers().values(name)) {
            for (String value : line.split(",")) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }
}
