package dev.rill.http.access;

import dev.rill.config.RillConfig;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.Optional;

/** Users by {@code Authorization: Bearer} (RFC 6750): an API key or a JWT. Any thread. */
public final class BearerUsers implements Users {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_CHARS = 8192;

    private final Optional<ApiKeys> keys;
    private final Optional<JwtUsers> tokens;

    private BearerUsers(Optional<ApiKeys> keys, Optional<JwtUsers> tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** @throws IllegalStateException in plain words when the key file is faulty */
    public static Users of(RillConfig.Auth auth) {
        return auth.required() ? new BearerUsers(auth.keys().map(ApiKeys::new),
                auth.jwksUrl().map(url -> new JwtUsers(url, auth.issuer(), auth.audience()))) : ANYBODY;
    }

    @Override
    public Optional<User> of(ServerRequestHeaders headers) {
        if (!headers.contains(HeaderNames.AUTHORIZATION)) {
            return Optional.empty();
        }
        String value = headers.get(HeaderNames.AUTHORIZATION).get();
        if (value.length() > MAX_CHARS || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String credential = value.substring(SCHEME.length()).strip();
        if (credential.isEmpty()) {
            return Optional.empty();
        }
        Optional<User> byKey = keys.flatMap(k -> k.user(credential));
        return byKey.isPresent() || !looksLikeJwt(credential) ? byKey : tokens.flatMap(t -> t.user(credential));
    }

    private static boolean looksLikeJwt(String credential) {
        return credential.chars().filter(c -> c == '.').count() == 2;
    }
}
