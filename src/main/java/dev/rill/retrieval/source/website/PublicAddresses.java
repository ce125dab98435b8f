package dev.rill.retrieval.source.website;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which machines a website may be on: none that is not on the internet, unless that is allowed, so that no page leads
 * into a network of one's own (RFC 6890). Any thread.
 *
 * @param all whether every address is taken
 */
record PublicAddresses(boolean all) {

    /** @throws UnknownHostException where the name leads nowhere, or somewhere that is not allowed */
    InetAddress of(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (all || isPublic(address)) {
                return address;
            }
        }
        throw new UnknownHostException(host + " has a private address, which private-addresses does not allow");
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        boolean special = address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress();
        if (address instanceof Inet6Address) {
            boolean holdsAnother = first == 0x20 && second == 0x02 || first == 0x20 && second == 0x01 && bytes[2] == 0
                    || first == 0;
            return !special && (first & 0xFE) != 0xFC && !holdsAnother;
        }
        return !special && first != 0 && first < 224 && !(first == 100 && (second & 0xC0) == 64)
                && !(first == 192 && second == 0) && !(first == 198 && (second & 0xFE) == 18);
    }
}
