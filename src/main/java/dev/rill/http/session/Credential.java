package dev.rill.http.session;

import java.util.Set;

/** What a session stands for. Immutable. */
sealed interface Credential {

    /** An API key: the session is its user's for as long as the key file holds it. {@code hash} is hexadecimal. */
    record Key(String hash) implements Credential {
    }

    /** A token of the issuer, which has told its user and their groups. */
    record Token(String user, Set<String> groups) implements Credential {
    }
}
