package dev.rill.model.transport;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of a server. Immutable. */
record Origin(boolean tls, String host, int port) {

    /** @throws IllegalArgumentException if it is not an absolute http or https URL */
    static Origin of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http") || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an http or https URL with a host and without a user");
        }
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port that is not between 1 and 65535");
        }
        return new Origin(tls, url.getHost(), port);
    }

    /** What the {@code Host} header says. */
    String authority() {
        return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }

    /** The host without the brackets of an IPv6 address. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
