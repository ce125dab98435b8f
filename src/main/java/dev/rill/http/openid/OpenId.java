package dev.rill.http.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rill.config.RillConfig;
import dev.rill.http.access.GroupsClaim;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.PublicUrl;
import io.helidon.http.Header;
import io.helidon.http.ServerRequestHeaders;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Signing in at a provider by OpenID Connect: the code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 9700
 * says how). The provider is asked when somebody signs in and not before. Any thread.
 */
public final class OpenId {
    /** Where the browser comes back to, below the page's folder. */
    public static final String CALLBACK = "/session/callback";
    private static final System.Logger LOG = System.getLogger(OpenId.class.getName());
    private static final Duration TAKES = Duration.ofMinutes(10);
    private static final int MOST_AT_ONCE = 50;

    private final RillConfig.OpenId settings;
    private final Optional<URI> publicUrl;
    private final Clock clock;
    private final Provider provider;
    private final TokenEndpoint tokenEndpoint;
    private final IdTokens idTokens;
    private final Identities identities;
    private final AttemptCookies cookies = new AttemptCookies();
    private final FinishedOnce finished;
    private final Semaphore running = new Semaphore(MOST_AT_ONCE);

    /**
     * @param publicUrl empty: as requests and the proxies that are trusted tell
     * @param groups    the claim that names a user's groups
     */
    public OpenId(RillConfig.OpenId settings, Optional<URI> publicUrl, String groups, ProviderHttp http, Clock clock) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.provider = new Provider(settings.issuer(), http, clock);
        this.tokenEndpoint = new TokenEndpoint(settings, http);
        this.idTokens = new IdTokens(settings.clientId(), clock);
        this.identities = new Identities(settings.userClaim(), new GroupsClaim(groups));
        this.finished = new FinishedOnce(clock);
    }

    /** Where the client sees the server. */
    public PublicUrl at(Proxies.Client client) {
        return PublicUrl.of(publicUrl, client);
    }

    /** @param to a path of the page, which has been looked at */
    public Step begin(ServerRequestHeaders headers, PublicUrl at, String to) {
        try {
            Metadata metadata = provider.ask().metadata();
            Attempt attempt = Attempt.begin(at.url(CALLBACK), to, clock.instant().plus(TAKES));
            List<Header> set = new ArrayList<>(cookies.surplus(headers, at));
            set.add(cookies.set(attempt, TAKES, at));
            Map<String, String> query = new LinkedHashMap<>();
            query.put("response_type", "code");
            query.put("client_id", settings.clientId());
            query.put("redirect_uri", attempt.redirect());
            query.put("scope", String.join(" ", settings.scopes()));
            query.put("state", attempt.state());
            query.put("nonce", attempt.nonce());
            query.put("code_challenge", attempt.challenge());
            query.put("code_challenge_method", "S256");
            return new Step.AtProvider(with(metadata.authorization(), query), set);
        } catch (Failed e) {
            return failed(e, to, List.of());
        }
    }

    /** Waits for the provider. */
    public Step finish(ServerRequestHeaders headers, PublicUrl at, Answer answer) {
        Optional<Attempt> begun = answer.state().flatMap(state -> cookies.find(headers, state));
        if (begun.isEmpty()) {
            return failed(new Failed(SignInFault.NOT_BEGUN, "the state is not one of this browser"), at.path() + "/",
                    List.of());
        }
        Attempt attempt = begun.get();
        List<Header> cleared = List.of(AttemptCookies.cleared(attempt.state(), at));
        if (!running.tryAcquire()) {
            return failed(new Failed(SignInFault.BUSY, "more than " + MOST_AT_ONCE + " sign in at once"), attempt.to(),
                    cleared);
        }
        try {
            return signedIn(attempt, answer, at, cleared);
        } catch (Failed e) {
            return failed(e, attempt.to(), cleared);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(new Failed(SignInFault.PROVIDER_UNAVAILABLE, "the server ends"), attempt.to(), cleared);
        } finally {
            running.release();
        }
    }

    private Step signedIn(Attempt attempt, Answer answer, PublicUrl at, List<Header> cleared)
            throws Failed, InterruptedException {
        if (!attempt.expires().isAfter(clock.instant())) {
            throw new Failed(SignInFault.EXPIRED, "it was begun more than " + TAKES.toMinutes() + " minutes ago");
        }
        if (!finished.first(attempt)) {
            throw new Failed(SignInFault.NOT_BEGUN, "it has been finished already");
        }
        Provider.Known known = provider.ask();
        Metadata metadata = known.metadata();
        if (answer.issuer().isPresent() ? !answer.issuer().get().equals(metadata.issuer()) : metadata.namesItself()) {
            throw new Failed(SignInFault.NOT_GENUINE, "the answer is another provider's: its iss is "
                    + TokenEndpoint.shown(answer.issuer().orElse("missing")));
        }
        if (answer.error().isPresent()) {
            throw refused(answer.error().get(), answer.description());
        }
        TokenEndpoint.Tokens tokens = tokenEndpoint.tokens(answer.code().orElseThrow(() ->
                new Failed(SignInFault.NOT_GENUINE, "the answer has neither code nor error")), attempt, metadata);
        JWTClaimsSet claims = idTokens.claims(tokens.id(), tokens.access(), attempt.nonce(), metadata, known.keys());
        List<Header> set = new ArrayList<>(cleared);
        IdTokenCookie.set(tokens.id(), at).ifPresent(set::add);
        return new Step.SignedIn(identities.of(claims), attempt.to(), set);
    }

    private static Failed refused(String error, Optional<String> description) {
        SignInFault fault = switch (error) {
            case "access_denied", "login_required", "interaction_required", "consent_required",
                 "account_selection_required" -> SignInFault.DENIED;
            case "server_error", "temporarily_unavailable" -> SignInFault.PROVIDER_UNAVAILABLE;
            default -> SignInFault.PROVIDER_REFUSED;
        };
        return new Failed(fault, "the provider says " + TokenEndpoint.shown(error + " " + description.orElse("")));
    }

    /**
     * Where a browser signs out of the provider too, and comes back from; empty where the provider has no such place,
     * or does not answer.
     *
     * @param headers of the browser's request
     */
    public Optional<String> signOutAt(ServerRequestHeaders headers, PublicUrl at) {
        try {
            return provider.ask().metadata().endSession().map(place -> {
                Map<String, String> query = new LinkedHashMap<>();
                query.put("client_id", settings.clientId());
                IdTokenCookie.find(headers).ifPresent(token -> query.put("id_token_hint", token));
                query.put("post_logout_redirect_uri", at.url("/"));
                return with(place, query);
            });
        } catch (Failed e) {
            return Optional.empty();
        }
    }

    /** What makes a browser forget what it holds for the provider. */
    public Header forgotten(PublicUrl at) {
        return IdTokenCookie.cleared(at);
    }

    private static String with(URI place, Map<String, String> query) {
        return place + (place.getRawQuery() == null ? "?" : "&") + TokenEndpoint.encoded(query);
    }

    private Step.NotSignedIn failed(Failed why, String to, List<Header> set) {
        Level level = switch (why.fault()) {
            case NOT_BEGUN -> Level.DEBUG; // anybody can call the address
            case DENIED, EXPIRED, BUSY -> Level.INFO;
            case PROVIDER_UNAVAILABLE, PROVIDER_REFUSED, NOT_GENUINE, TOO_LARGE, NO_USER -> Level.WARNING;
        };
        LOG.log(level, "Somebody could not sign in at {0}: {1}", settings.name(), why.getMessage());
        return new Step.NotSignedIn(why.fault(), to, set);
    }
}
