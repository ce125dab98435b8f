package dev.rill.http.access;

import com.nimbusds.jose.util.ResourceRetriever;
import dev.rill.config.RillConfig;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Users by {@code Authorization: Bearer} (RFC 6750) or, where that is not sent, {@code X-API-Key}: an API key or a JWT.
 * Any thread.
 */
public final class BearerAuthenticator implements Authenticator {
    private static final HeaderName KEY = HeaderNames.create("X-API-Key");
    private static final String SCHEME = "Bearer ";
    private static final int MAX_CHARS = 8192;

    private final Optional<ApiKeys> keys;
    private final Optional<JwtAuthenticator> tokens;
    private final WrongKeys wrong = new WrongKeys(System::nanoTime);

    private BearerAuthenticator(Optional<ApiKeys> keys, Optional<JwtAuthenticator> tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Who somebody is, and by what. Immutable. */
    public sealed interface Proof {
        User user();

        /** @param hash of the key, in hexadecimal */
        record ByKey(User user, String hash) implements Proof {
        }

        /** @param expires when the token does */
        record ByToken(User user, Instant expires) implements Proof {
        }
    }

    /**
     * @param issuerKeys fetches the keys of a token issuer; empty: they are fetched without a proxy
     * @throws IllegalStateException in plain words when the key file is faulty
     */
    public static BearerAuthenticator of(RillConfig.Auth auth, Optional<ResourceRetriever> issuerKeys) {
        return new BearerAuthenticator(auth.keys().map(ApiKeys::new),
                auth.jwksUrl().map(url -> new JwtAuthenticator(url, auth.issuer(), auth.audience(),
                        new GroupsClaim(auth.groupsClaim()), issuerKeys)));
    }

    @Override
    public Optional<User> of(ServerRequestHeaders headers, Proxies.Client client) {
        return proof(headers, client).map(Proof::user);
    }

    /**
     * Empty: no credentials, or none that are valid.
     *
     * @throws dev.rill.http.problem.ProblemException with 429 where the client has tried too many keys
     */
    public Optional<Proof> proof(ServerRequestHeaders headers, Proxies.Client client) {
        return credential(headers).filter(credential -> !credential.isEmpty())
                .flatMap(credential -> proof(credential, client.address()));
    }

    /** Whether there are credentials, be they valid or not. */
    public static boolean sent(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.AUTHORIZATION) || headers.contains(KEY);
    }

    private static Optional<String> credential(ServerRequestHeaders headers) {
        boolean authorized = headers.contains(HeaderNames.AUTHORIZATION);
        if (!authorized && !headers.contains(KEY)) {
            return Optional.empty();
        }
        String value = headers.get(authorized ? HeaderNames.AUTHORIZATION : KEY).get();
        if (value.length() > MAX_CHARS) {
            return Optional.empty();
        }
        if (!authorized) {
            return Optional.of(value.strip());
        }
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(value.substring(SCHEME.length()).strip()) : Optional.empty();
    }

    /** What looks like a token is not counted as a guess: a signature cannot be guessed. */
    private Optional<Proof> proof(String credential, InetAddress address) {
        boolean token = tokens.isPresent() && looksLikeJwt(credential);
        if (!token) {
            wrong.check(address);
        }
        String hash = ApiKeys.hash(credential);
        Optional<User> byKey = userOfKey(hash);
        if (byKey.isPresent()) {
            return byKey.map(user -> new Proof.ByKey(user, hash));
        }
        if (token) {
            return tokens.get().user(credential)
                    .map(user -> new Proof.ByToken(user, JwtAuthenticator.expires(credential)));
        }
        wrong.add(address, hash);
        return Optional.empty();
    }

    /** The user of a key that was right once: as the key file has it now. */
    public Optional<User> userOfKey(String hash) {
        return keys.flatMap(known -> known.user(hash));
    }

    /** The user of a token that was right once and named these groups, as long as tokens are taken at all. */
    public Optional<User> userOfToken(String id, Set<String> groups) {
        return tokens.map(_ -> new User(id, User.Role.USER, groups));
    }

    private static boolean looksLikeJwt(String credential) {
        return credential.chars().filter(c -> c == '.').count() == 2;
    }
}
