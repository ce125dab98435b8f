package dev.rill.http.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code Host} may say, so that no foreign name can be pointed at this server from a browser (DNS rebinding).
 * Immutable; any thread.
 */
public final class ServerNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;
    private final boolean anyLiteral;

    /** @param allowed names, with a port where only that port is meant; none: those that follow from the address */
    public ServerNames(List<String> allowed, InetAddress bound) {
        if (!allowed.isEmpty()) {
            this.names = allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
            this.anyLiteral = false;
        } else {
            this.names = LOOPBACK;
            this.anyLiteral = !bound.isLoopbackAddress();
        }
    }

    /** @param authority name and perhaps port */
    boolean allow(String authority) {
        String whole = authority.toLowerCase(Locale.ROOT);
        String host = WebOrigin.hostOf(whole);
        return names.contains(host) || names.contains(whole)
                || (anyLiteral || names == LOOPBACK) && isLiteral(host, anyLiteral);
    }

    /** An address cannot be made to point elsewhere. */
    private static boolean isLiteral(String host, boolean any) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            InetAddress address = InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
            return any || address.isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
