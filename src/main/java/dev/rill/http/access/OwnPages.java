package dev.rill.http.access;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Optional;

/**
 * Tells this server's own page from foreign ones, also behind a proxy, and says what a proxy left out where it cannot.
 * Immutable; any thread.
 */
public final class OwnPages {
    /**
     * How the page and this request lie to each other, as the browser sees it; no script can set it (Fetch Metadata).
     */
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final String SAME_ORIGIN = "same-origin";
    private static final String TRUST = " and RILL_TRUSTED_PROXIES has to name the proxy";

    private final ServerNames names;
    private final Cors cors;

    public OwnPages(ServerNames names, Cors cors) {
        this.names = names;
        this.cors = cors;
    }

    /** Why the name that the request was sent to is none of this server's. */
    public Optional<Problem> foreignHost(Headers headers, Proxies.Client client) {
        if (names.allow(client.authority())
                || client.port().isPresent() && names.allow(client.authority() + ":" + client.port().get())) {
            return Optional.empty();
        }
        String header = told(headers, client, ForwardedHeaders.HOST) ? "X-Forwarded-Host" : "Host";
        String why = client.authority().isEmpty() ? "The request has no Host header"
                : header + " is no name of this server; RILL_ALLOWED_HOSTS sets them";
        if (header.equals("Host") && headers.contains(ForwardedHeaders.HOST)) {
            why += ", and X-Forwarded-Host counts where RILL_TRUSTED_PROXIES names the proxy";
        } else if (header.equals("Host") && client.proxied()) {
            why += "; the proxy may send X-Forwarded-Host, or pass Host on as it came";
        }
        return Optional.of(Problem.of(ProblemCode.FORBIDDEN_ORIGIN, why));
    }

    /** Why the page that sent the request may not. */
    public Optional<Problem> foreignPage(Headers headers, Proxies.Client client) {
        if (!headers.contains(HeaderNames.ORIGIN)) {
            return Optional.empty();
        }
        String text = headers.get(HeaderNames.ORIGIN).get();
        Optional<WebOrigin> page = WebOrigin.parse(text);
        if (page.isPresent() && isOwn(page.get(), headers, client) || cors.allows(text)) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(ProblemCode.FORBIDDEN_ORIGIN, page.flatMap(own -> missing(own, headers, client))
                .orElse("Pages of that origin may not call this server; RILL_CORS_ORIGINS sets them")));
    }

    /** Whether the request says that it comes from this server's own page; not, where its browser says nothing. */
    public boolean fromOwnPage(Headers headers, Proxies.Client client) {
        if (headers.contains(FETCH_SITE)) {
            return headers.get(FETCH_SITE).get().equals(SAME_ORIGIN);
        }
        return headers.contains(HeaderNames.ORIGIN) && WebOrigin.parse(headers.get(HeaderNames.ORIGIN).get())
                .filter(page -> isOwn(page, headers, client)).isPresent();
    }

    /** Whether the browser tells where the request comes from. */
    public static boolean told(Headers headers) {
        return headers.contains(FETCH_SITE) || headers.contains(HeaderNames.ORIGIN);
    }

    private boolean isOwn(WebOrigin page, Headers headers, Proxies.Client client) {
        if (headers.contains(FETCH_SITE) && headers.get(FETCH_SITE).get().equals(SAME_ORIGIN)
                && names.allow(page.host() + ":" + page.port())) {
            return true; // whatever became of scheme and port on the way
        }
        return client.schemes().contains(page.scheme()) && isOwnName(page, client);
    }

    private static boolean isOwnName(WebOrigin page, Proxies.Client client) {
        WebOrigin own = WebOrigin.of(page.scheme(), client.authority());
        return own.equals(page) || own.host().equals(page.host())
                && client.port().filter(page.port()::equals).isPresent();
    }

    /** What a proxy would have to say so that the page is this server's own; empty where it cannot be. */
    private Optional<String> missing(WebOrigin page, Headers headers, Proxies.Client client) {
        WebOrigin own = WebOrigin.of(page.scheme(), client.authority());
        if (!page.host().equals(own.host())) {
            return names.allow(page.host() + ":" + page.port())
                    ? Optional.of(
                            "Origin names another host than Host, though one of this server's: a proxy has to pass"
                            + " Host on or to send X-Forwarded-Host," + TRUST) : Optional.empty();
        }
        if (!client.schemes().contains(page.scheme())) {
            return Optional.of(needed(headers, client, ForwardedHeaders.PROTO, "X-Forwarded-Proto: " + page.scheme(),
                    "the page was loaded by " + page.scheme() + ", this request came by " + client.scheme()));
        }
        return Optional.of(needed(headers, client, ForwardedHeaders.PORT, "Host with the port, or X-Forwarded-Port",
                "the page was loaded from port " + page.port() + ", this request names another or none"));
    }

    private static String needed(Headers headers, Proxies.Client client, HeaderName name, String header, String why) {
        String what = !client.proxied() && headers.contains(name)
                ? name.defaultCase() + " counts where RILL_TRUSTED_PROXIES names the proxy"
                : "A proxy has to send " + header + (client.proxied() ? "" : "," + TRUST);
        return what + ": " + why + ". Pages of other origins are set in RILL_CORS_ORIGINS";
    }

    private static boolean told(Headers headers, Proxies.Client client, HeaderName name) {
        return client.proxied() && headers.contains(name);
    }
}
