package dev.rill.config;

import dev.rill.uri.PercentEncoding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP proxy that requests of this server go through (RFC 9110, 9.3.6), spoken to without TLS. Immutable; any
 * thread.
 *
 * @param host        without the brackets of an IPv6 address
 * @param credentials user, colon and password
 */
public record HttpProxy(String host, int port, Optional<Secret> credentials) {
    static final String ALLOWED = "http://host:port, or http://user:password@host:port, of an HTTP proxy";

    /** As {@code HTTPS_PROXY} has it: a URL, or only host and port. Empty where it is none that is spoken. */
    static Optional<HttpProxy> parse(String text) {
        try {
            URI url = URI.create(text.contains("://") ? text : "http://" + text);
            String path = url.getRawPath();
            if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null || url.getPort() > 65_535
                    || url.getPort() == 0 || !path.isEmpty() && !path.equals("/") || url.getRawQuery() != null) {
                return Optional.empty();
            }
            String host = url.getHost().startsWith("[") ? url.getHost().substring(1, url.getHost().length() - 1)
                    : url.getHost();
            return Optional.of(new HttpProxy(host, url.getPort() < 0 ? 80 : url.getPort(),
                    Optional.ofNullable(url.getRawUserInfo()).map(user -> PercentEncoding.decode(user).orElse(user))
                            .map(Secret::new)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The value of {@code Proxy-Authorization} (RFC 7617). */
    public Optional<String> authorization() {
        return credentials.map(secret -> "Basic " + Base64.getEncoder().encodeToString((secret.reveal().contains(":")
                ? secret.reveal() : secret.reveal() + ":").getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it runs on this machine, whose loopback addresses it reaches then. */
    boolean local() {
        return ProxyBypass.isLoopback(host.toLowerCase(Locale.ROOT));
    }

    /** Host and port. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
