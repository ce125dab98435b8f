package dev.rill.http.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rill.http.access.GroupsClaim;
import dev.rill.http.access.User;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads out of a token's claims who somebody is. Immutable; any thread.
 *
 * @param userClaim what names the user
 */
record Identities(String userClaim, GroupsClaim groups) {
    private static final String EMAIL = "email";

    Identity of(JWTClaimsSet claims) throws Failed {
        if (!(claims.getClaim(userClaim) instanceof String user) || !User.canBe(user)) {
            throw new Failed(SignInFault.NO_USER, "the ID token has no claim " + userClaim + " that names a user");
        }
        // whoever may write any address into a profile would be anybody
        if (userClaim.equals(EMAIL) && !verified(claims.getClaim("email_verified"))) {
            throw new Failed(SignInFault.NO_USER, "the ID token does not say that the address is verified");
        }
        Optional<String> name = Stream.of("name", "preferred_username", EMAIL).map(claims::getClaim)
                .filter(String.class::isInstance).map(String.class::cast).filter(User::canBe).findFirst();
        return new Identity(claims.getIssuer(), user, name, groups.of(claims.getClaims()));
    }

    private static boolean verified(Object claim) {
        return Boolean.TRUE.equals(claim) || "true".equals(claim);
    }
}
