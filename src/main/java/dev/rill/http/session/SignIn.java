package dev.rill.http.session;

import com.nimbusds.jose.util.ResourceRetriever;
import dev.rill.config.RillConfig;
import dev.rill.http.access.Authenticator;
import dev.rill.http.access.BearerAuthenticator;
import dev.rill.http.access.OwnPages;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.User;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Users by their credentials or, on requests of the server's own page, by the session that they began with these. A
 * session ends with its time, with signing out, and with what it was begun with: an API key that is no longer in the
 * key file, a token that has expired. Any thread.
 */
public final class SignIn implements Authenticator {
    private static final String FILE = "sessions";
    /** The page's requests have it; another origin's page cannot send it. */
    private static final HeaderName PAGE = HeaderNames.create("X-Rill-Page");

    private final BearerAuthenticator bearer;
    private final OwnPages pages;
    private final Sessions sessions;
    private final Duration lasts;
    private final Clock clock;

    private SignIn(BearerAuthenticator bearer, OwnPages pages, Sessions sessions, Duration lasts, Clock clock) {
        this.bearer = bearer;
        this.pages = pages;
        this.sessions = sessions;
        this.lasts = lasts;
        this.clock = clock;
    }

    /**
     * @param issuerKeys as {@link BearerAuthenticator#of} takes it
     * @param data       where sessions are kept over a restart
     * @throws IllegalStateException in plain words when the key file is faulty
     */
    public static SignIn of(RillConfig.Auth auth, Optional<ResourceRetriever> issuerKeys, Path data, OwnPages pages,
                            Clock clock) {
        return new SignIn(BearerAuthenticator.of(auth, issuerKeys), pages, new Sessions(data.resolve(FILE), clock),
                auth.sessionFor(), clock);
    }

    /** Credentials that are sent count alone, also where they are wrong. */
    @Override
    public Optional<User> of(ServerRequestHeaders headers, Proxies.Client client) {
        if (BearerAuthenticator.sent(headers)) {
            return bearer.of(headers, client);
        }
        return session(headers, client).flatMap(this::user);
    }

    /**
     * Whether the request is the server's own page's, as the browser tells. A browser that tells nothing, as with GET
     * over plain HTTP, sends the page's own header. The cookie counts on no other request.
     */
    public boolean fromPage(ServerRequestHeaders headers, Proxies.Client client) {
        return OwnPages.told(headers) ? pages.fromOwnPage(headers, client) : headers.contains(PAGE);
    }

    /** When the session that the request comes in ends; empty where it comes in none. */
    public Optional<Instant> expires(ServerRequestHeaders headers, Proxies.Client client) {
        return BearerAuthenticator.sent(headers) ? Optional.empty()
                : session(headers, client).map(Session::expires);
    }

    /** A begun session: its cookie, and when it ends. */
    public record Begun(Header cookie, Instant expires) {
    }

    /** Begins a session with the request's credentials, in place of that which it comes in; empty: there are none. */
    public Optional<Begun> begin(ServerRequestHeaders headers, Proxies.Client client) {
        return bearer.proof(headers, client).map(proof -> {
            session(headers, client).ifPresent(sessions::end);
            Instant now = clock.instant();
            Instant latest = now.plus(lasts);
            Sessions.Begun begun = switch (proof) {
                case BearerAuthenticator.Proof.ByKey key -> sessions.begin(new Credential.Key(key.hash()), latest);
                case BearerAuthenticator.Proof.ByToken token -> sessions.begin(
                        new Credential.Token(token.user().id(), token.user().groups()),
                        token.expires().isBefore(latest) ? token.expires() : latest);
            };
            Instant expires = begun.session().expires();
            return new Begun(SessionCookie.set(begun.secret(), Duration.between(now, expires),
                    SessionCookie.secure(headers, client)), expires);
        });
    }

    /** Ends the session that the request comes in, if it comes in one. Gives what makes the browser forget it. */
    public Header end(ServerRequestHeaders headers, Proxies.Client client) {
        session(headers, client).ifPresent(sessions::end);
        return SessionCookie.cleared(SessionCookie.secure(headers, client));
    }

    private Optional<Session> session(ServerRequestHeaders headers, Proxies.Client client) {
        if (!headers.contains(HeaderNames.COOKIE) || !fromPage(headers, client)) {
            return Optional.empty();
        }
        return SessionCookie.secrets(headers).stream().flatMap(secret -> sessions.find(secret).stream())
                .filter(session -> user(session).isPresent()).findFirst();
    }

    private Optional<User> user(Session session) {
        return switch (session.credential()) {
            case Credential.Key key -> bearer.userOfKey(key.hash());
            case Credential.Token token -> bearer.userOfToken(token.user(), token.groups());
        };
    }
}
