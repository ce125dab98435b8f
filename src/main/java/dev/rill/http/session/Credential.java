package dev.rill.http.session;

import dev.rill.http.openid.Identity;
import java.util.Set;

/** What a session stands for. Immutable. */
sealed interface Credential {

    /** Whether both are of the same user, by the same means. */
    default boolean isSameUsers(Credential other) {
        return this instanceof Provider(Identity mine) && other instanceof Provider(Identity others)
                ? mine.user().equals(others.user()) && mine.issuer().equals(others.issuer()) : equals(other);
    }

    /** An API key: the session is its user's for as long as the key file holds it. {@code hash} is hexadecimal. */
    record Key(String hash) implements Credential {
    }

    /** A token of the issuer, which has told its user and their groups. */
    record Token(String user, Set<String> groups) implements Credential {
    }

    /** An OpenID provider's word, which it gave once; the session has a time of its own. */
    record Provider(Identity identity) implements Credential {
    }
}
