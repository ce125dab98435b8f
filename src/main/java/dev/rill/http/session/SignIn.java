package dev.rill.http.session;

import com.nimbusds.jose.util.ResourceRetriever;
import dev.rill.config.RillConfig;
import dev.rill.http.access.Authenticator;
import dev.rill.http.access.BearerAuthenticator;
import dev.rill.http.access.OwnPages;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.PublicUrl;
import dev.rill.http.access.User;
import dev.rill.http.openid.Identity;
import dev.rill.threads.SharedSessions;
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
 * key file, a token that has expired, a provider that is no longer set. Any thread.
 */
public final class SignIn implements Authenticator {
    private static final String FILE = "sessions";
    /** The page's requests have it; another origin's page cannot send it. */
    private static final HeaderName PAGE = HeaderNames.create("X-Rill-Page");

    private final BearerAuthenticator bearer;
    private final OwnPages pages;
    private final Sessions sessions;
    private final Optional<String> provider;
    private final Duration lasts;
    private final Clock clock;

    private SignIn(BearerAuthenticator bearer, OwnPages pages, Sessions sessions, Optional<String> provider,
                   Duration lasts, Clock clock) {
        this.bearer = bearer;
        this.pages = pages;
        this.sessions = sessions;
        this.provider = provider;
        this.lasts = lasts;
        this.clock = clock;
    }

    /**
     * @param issuerKeys as {@link BearerAuthenticator#of} takes it
     * @param data       where sessions are kept over a restart
     * @param shared     where servers that share a database keep them instead
     * @throws IllegalStateException in plain words when the key file is faulty
     */
    public static SignIn of(RillConfig.Auth auth, Optional<ResourceRetriever> issuerKeys, Path data,
                            Optional<SharedSessions> shared, OwnPages pages, Clock clock) {
        KeptSessions kept = shared.<KeptSessions>map(common -> new CommonSessions(common, clock, System::nanoTime))
                .orElseGet(() -> new OwnSessions(data.resolve(FILE), clock));
        return new SignIn(BearerAuthenticator.of(auth, issuerKeys), pages, new Sessions(kept, clock),
                auth.openId().map(openId -> openId.issuer().toString()), auth.sessionFor(), clock);
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

    /**
     * A session that a request comes in.
     *
     * @param name     of who it is, for people
     * @param provider whether it was begun at the OpenID provider
     */
    public record Current(Instant expires, Optional<String> name, boolean provider) {
        private static Current of(Session session) {
            return switch (session.credential()) {
                case Credential.Key _, Credential.Token _ -> new Current(session.expires(), Optional.empty(), false);
                case Credential.Provider(Identity who) -> new Current(session.expires(), who.name(), true);
            };
        }

        /** Without the name. */
        @Override
        public String toString() {
            return "Current[expires=" + expires + ", provider=" + provider + "]";
        }
    }

    /** Empty where the request comes in no session. */
    public Optional<Current> current(ServerRequestHeaders headers, Proxies.Client client) {
        return BearerAuthenticator.sent(headers) ? Optional.empty() : session(headers, client).map(Current::of);
    }

    /** A begun session, and its cookie. */
    public record Begun(Header cookie, Current session) {
        /** Without the cookie. */
        @Override
        public String toString() {
            return "Begun[" + session + "]";
        }
    }

    /** Begins the session of somebody who comes from the OpenID provider. Gives its cookie. */
    public Header begin(Identity identity, PublicUrl at) {
        Sessions.Begun begun = sessions.begin(new Credential.Provider(identity), clock.instant().plus(lasts));
        return SessionCookie.set(begun.secret(), lasts, at);
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
            return new Begun(SessionCookie.set(begun.secret(), Duration.between(now, begun.session().expires()),
                    SessionCookie.secure(headers, client)), Current.of(begun.session()));
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
            case Credential.Provider(Identity who) -> provider.filter(who::isFrom)
                    .map(_ -> new User(who.user(), User.Role.USER, who.groups()));
        };
    }
}
