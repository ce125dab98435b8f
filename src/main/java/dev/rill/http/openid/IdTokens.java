package dev.rill.http.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.rill.http.access.IssuerKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds ID tokens against what they have to say (OpenID Connect Core 1.0, section 3.1.3.7). Any thread. */
final class IdTokens {
    private static final int MAX_CHARS = 64 * 1024;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final String clientId;
    private final Clock clock;

    IdTokens(String clientId, Clock clock) {
        this.clientId = clientId;
        this.clock = clock;
    }

    /** @param accessToken that came with it, if one did */
    JWTClaimsSet claims(String idToken, Optional<String> accessToken, String nonce, Metadata provider,
                        IssuerKeys keys) throws Failed {
        if (idToken.length() > MAX_CHARS) {
            throw new Failed(SignInFault.TOO_LARGE, "an ID token of " + idToken.length() + " characters");
        }
        try {
            SignedJWT token = SignedJWT.parse(idToken);
            JWTClaimsSet claims = processor(provider, keys).process(token, null);
            check(claims, nonce);
            Object hash = claims.getClaim("at_hash");
            if (hash != null && accessToken.isPresent()
                    && !hash.equals(halfHash(token.getHeader(), accessToken.get()))) {
                throw foreign("its at_hash is not that of the access token");
            }
            return claims;
        } catch (KeySourceException e) {
            throw new Failed(SignInFault.PROVIDER_UNAVAILABLE, "the provider's keys cannot be had: " + e.getMessage());
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw foreign(String.valueOf(e.getMessage()));
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(Metadata provider, IssuerKeys keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(IssuerKeys.SIGNATURES, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(clientId,
                new JWTClaimsSet.Builder().issuer(provider.issuer()).build(), Set.of("sub", "exp", "iat", "nonce")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        });
        return processor;
    }

    private void check(JWTClaimsSet claims, String nonce) throws Failed {
        Object sent = claims.getClaim("nonce");
        if (!(sent instanceof String text) || !MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8),
                nonce.getBytes(StandardCharsets.UTF_8))) {
            throw foreign("its nonce is another sign-in's");
        }
        List<String> audience = claims.getAudience();
        Object party = claims.getClaim("azp");
        if (audience.size() > 1 && party == null || party != null && !party.equals(clientId)) {
            throw foreign("it is for " + audience + " and its azp is " + party);
        }
        Instant issued = claims.getIssueTime().toInstant();
        if (issued.isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
            throw foreign("it was issued in the future, at " + issued + ": one of the clocks is wrong");
        }
    }

    /** The left half of the hash that the signature's algorithm has, as {@code at_hash} has it. */
    private static String halfHash(JWSHeader header, String accessToken) {
        String bits = header.getAlgorithm().getName().substring(2);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-" + bits)
                    .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Attempt.base64(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Failed foreign(String why) {
        return new Failed(SignInFault.NOT_GENUINE, "the ID token is refused: " + why);
    }
}
