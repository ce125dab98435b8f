package dev.rill.http.openid;

import java.util.Optional;
import java.util.Set;

/**
 * Who the provider says somebody is. Immutable.
 *
 * @param issuer that says so
 * @param user   whom threads and rights belong to
 * @param name   for people
 */
public record Identity(String issuer, String user, Optional<String> name, Set<String> groups) {
    public Identity {
        groups = Set.copyOf(groups);
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "Identity[issuer=" + issuer + ", user=" + user + ", groups=" + groups + "]";
    }

    /** @param provider as it is set, perhaps with a slash more or less than it calls itself */
    public boolean isFrom(String provider) {
        return Metadata.bare(issuer).equals(Metadata.bare(provider));
    }
}
