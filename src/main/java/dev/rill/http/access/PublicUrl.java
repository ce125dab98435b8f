package dev.rill.http.access;

import java.net.URI;
import java.util.Optional;

/**
 * Where a browser sees the server. Immutable.
 *
 * @param origin scheme, host and port
 * @param path   of the folder that the page lies in, without a slash at its end; empty for the root
 */
public record PublicUrl(String origin, String path) {
    private static final String HTTPS = "https";

    /** @param set empty: as the request and the proxies that are trusted tell, at the root */
    public static PublicUrl of(Optional<URI> set, Proxies.Client client) {
        return set.map(PublicUrl::of).orElseGet(() -> told(client));
    }

    private static PublicUrl of(URI set) {
        String path = set.getRawPath();
        return new PublicUrl(set.getScheme() + "://" + set.getRawAuthority(),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static PublicUrl told(Proxies.Client client) {
        String scheme = client.schemes().contains(HTTPS) ? HTTPS : client.scheme();
        String host = WebOrigin.hostOf(client.authority());
        String own = host.equals(client.authority()) && client.port().isPresent() ? ":" + client.port().get()
                : client.authority().substring(host.length());
        String usual = scheme.equals(HTTPS) ? ":443" : ":80";
        return new PublicUrl(scheme + "://" + host + (own.equals(usual) ? "" : own), "");
    }

    /** Of something below the page's folder. */
    public String url(String below) {
        return origin + path + below;
    }

    /** What a cookie's {@code Path} is for what is below the page's folder; empty for all of it. */
    public String cookiePath(String below) {
        return path.isEmpty() && below.isEmpty() ? "/" : path + below;
    }

    /** Whether the browser speaks TLS. */
    public boolean secure() {
        return origin.regionMatches(true, 0, HTTPS + ":", 0, HTTPS.length() + 1);
    }
}
