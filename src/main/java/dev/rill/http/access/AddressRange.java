package dev.rill.http.access;

import java.net.InetAddress;
import java.util.Optional;

/** A range of IP addresses: one address, or a CIDR block. Immutable. */
record AddressRange(byte[] network, int bits) {

    /** @throws IllegalArgumentException when it is neither an address nor a CIDR block */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException(text + " is not a range of addresses");
        }
        return new AddressRange(network, bits);
    }

    /** An address as proxies write it, perhaps in brackets or with a port; empty where it is none. */
    static Optional<InetAddress> address(String text) {
        String literal = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            literal = end < 0 ? text : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            literal = text.substring(0, text.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i & 7);
            if (((bytes[i >> 3] ^ network[i >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
