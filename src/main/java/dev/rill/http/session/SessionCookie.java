package dev.rill.http.session;

import dev.rill.http.access.Cookies;
import dev.rill.http.access.Cors;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.PublicUrl;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.time.Duration;
import java.util.List;

/**
 * The cookie that a session is known by (RFC 6265). It is for the server's own page: no script reads it, no other site
 * sends it. It has no {@code Path}, so a browser takes the folder that it sees {@code /session} in, which is right
 * below any path that a proxy serves the server at.
 */
final class SessionCookie {
    static final String NAME = "rill_session";
    private static final int MOST = 4;
    private static final int MAX_CHARS = 64;

    private SessionCookie() {
    }

    /** What may be secrets; a browser sends several where paths differ. */
    static List<String> secrets(ServerRequestHeaders headers) {
        return Cookies.pairs(headers)
                .filter(pair -> pair.startsWith(NAME + "=") && pair.length() <= NAME.length() + 1 + MAX_CHARS)
                .limit(MOST).map(pair -> pair.substring(NAME.length() + 1)).toList();
    }

    static Header set(String secret, Duration age, boolean secure) {
        return HeaderValues.create(HeaderNames.SET_COOKIE, NAME + "=" + secret + "; Max-Age=" + age.toSeconds()
                + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : ""));
    }

    /** Of an answer below another folder than the page's. */
    static Header set(String secret, Duration age, PublicUrl at) {
        Header header = set(secret, age, at.secure());
        return HeaderValues.create(HeaderNames.SET_COOKIE, header.get() + "; Path=" + at.cookiePath(""));
    }

    static Header cleared(boolean secure) {
        return set("", Duration.ZERO, secure);
    }

    /** Whether the browser speaks TLS, to us or to a proxy before us: as it tells itself, else as the proxies tell. */
    static boolean secure(ServerRequestHeaders headers, Proxies.Client client) {
        return Cors.origin(headers).map(origin -> origin.startsWith("https://"))
                .orElseGet(() -> client.schemes().getFirst().equals("https"));
    }
}
