package dev.rill.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which servers are asked without a proxy, as {@code NO_PROXY} says: {@code *} for all; a name, for it and all below
 * it; a name with a dot or {@code *.} before it, for all below it; an address; a CIDR range of addresses; each with a
 * port or without. A name is never looked up to see whether its address is in a range. Immutable; any thread.
 */
public record ProxyBypass(List<String> entries) {
    private static final Pattern PORT = Pattern.compile("(\\[[^]]*]|[^:]*):(\\d{1,5})");

    boolean covers(URI target) {
        String host = bare(target.getHost().toLowerCase(Locale.ROOT));
        int port = target.getPort() >= 0 ? target.getPort() : "https".equalsIgnoreCase(target.getScheme()) ? 443 : 80;
        return entries.stream().anyMatch(entry -> covers(entry.strip().toLowerCase(Locale.ROOT), host, port));
    }

    private static boolean covers(String entry, String host, int port) {
        Matcher withPort = PORT.matcher(entry);
        if (withPort.matches()) {
            return Integer.parseInt(withPort.group(2)) == port && names(withPort.group(1), host);
        }
        return names(entry, host);
    }

    private static boolean names(String entry, String host) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return inRange(entry, host);
        }
        String name = bare(entry.startsWith("*.") ? entry.substring(1) : entry);
        if (name.isEmpty() || name.equals(".")) {
            return false;
        }
        return name.startsWith(".") ? host.endsWith(name)
                : host.equals(name) || host.endsWith("." + name) && !isAddress(host) || sameAddress(name, host);
    }

    private static boolean inRange(String entry, String host) {
        int slash = entry.indexOf('/');
        try {
            byte[] network = InetAddress.ofLiteral(bare(entry.substring(0, slash))).getAddress();
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            int bits = Integer.parseInt(entry.substring(slash + 1));
            if (network.length != address.length || bits < 0 || bits > network.length * 8) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((network[i >> 3] ^ address[i >> 3]) & 0x80 >> (i & 7)) != 0) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isLoopback(String host) {
        String name = bare(host);
        return name.equals("localhost") || name.endsWith(".localhost")
                || isAddress(name) && InetAddress.ofLiteral(name).isLoopbackAddress();
    }

    private static boolean sameAddress(String a, String b) {
        return isAddress(a) && isAddress(b) && InetAddress.ofLiteral(a).equals(InetAddress.ofLiteral(b));
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
