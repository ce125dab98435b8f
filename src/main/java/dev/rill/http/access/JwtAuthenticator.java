package dev.rill.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemException;
import dev.rill.stream.ErrorCode;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Users by signed tokens (RFC 7519) of one issuer, whose keys are fetched from its JWK set and again when a token names
 * a key that is not there yet. Only asymmetric signatures count; a token has to expire. Any thread.
 */
final class JwtAuthenticator {
    private static final System.Logger LOG = System.getLogger(JwtAuthenticator.class.getName());
    private static final int FETCH_TIMEOUT_MILLIS = 3000;
    private static final int MAX_JWKS_BYTES = 256 * 1024;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final GroupsClaim groups;

    /**
     * @param issuer and audience: what a token has to say where they are set
     * @param groups  the claim that names a user's groups
     * @param fetcher of the keys; empty: they are fetched without a proxy
     */
    JwtAuthenticator(URI jwksUrl, Optional<String> issuer, Optional<String> audience, GroupsClaim groups,
                     Optional<ResourceRetriever> fetcher) {
        this.groups = groups;
        IssuerKeys keys;
        try {
            keys = new IssuerKeys(jwksUrl.toURL(), fetcher.orElseGet(() ->
                    new DefaultResourceRetriever(FETCH_TIMEOUT_MILLIS, FETCH_TIMEOUT_MILLIS, MAX_JWKS_BYTES)));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("RILL_AUTH_JWKS_URL is no URL", e);
        }
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
                new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(IssuerKeys.SIGNATURES, keys));
        JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder();
        issuer.ifPresent(exact::issuer);
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience.map(Set::of).orElse(null),
                exact.build(), Set.of("sub", "exp"), null));
    }

    /** When a token expires that {@link #user} takes. */
    static Instant expires(String token) {
        try {
            return JWTParser.parse(token).getJWTClaimsSet().getExpirationTime().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a token", e);
        }
    }

    /** @throws ProblemException with 503 when the issuer's keys cannot be fetched */
    Optional<User> user(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return Optional.ofNullable(claims.getSubject()).filter(User::canBe)
                    .map(subject -> new User(subject, User.Role.USER, groups.of(claims.getClaims())));
        } catch (KeySourceException e) {
            LOG.log(Level.DEBUG, "A token cannot be checked: {0}", e.getMessage());
            throw Problem.of(ErrorCode.INTERNAL, "The issuer's keys cannot be fetched; try again").withStatus(503)
                    .withRetryAfter(RETRY).exception();
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.log(Level.DEBUG, "A token was refused: {0}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
