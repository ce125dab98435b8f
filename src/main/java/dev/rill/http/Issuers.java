package dev.rill.http;

import com.nimbusds.jose.util.ResourceRetriever;
import dev.rill.http.openid.OpenId;
import dev.rill.threads.SharedSessions;
import java.util.Optional;

/**
 * Who tells of users, beside the key file. Immutable.
 *
 * @param keys     fetches the keys of a token issuer; empty: they are fetched without a proxy
 * @param openId   where people sign in to the page; empty: nowhere
 * @param sessions where several servers keep who has signed in; empty: this one keeps it in its data folder
 */
public record Issuers(Optional<ResourceRetriever> keys, Optional<OpenId> openId, Optional<SharedSessions> sessions) {
    public static final Issuers NONE = new Issuers(Optional.empty(), Optional.empty(), Optional.empty());
}
