package dev.rill.http.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Who counts as one where no user is known: a household or a host gets a whole IPv6 network. */
final class Networks {
    private static final int IPV6_NETWORK_BYTES = 8;

    private Networks() {
    }

    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(
                address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
