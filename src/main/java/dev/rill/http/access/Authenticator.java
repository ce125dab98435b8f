package dev.rill.http.access;

import io.helidon.http.ServerRequestHeaders;
import java.util.Optional;

/** Tells users by their credentials. Any thread. */
@FunctionalInterface
public interface Authenticator {

    /** Where users are not known: everybody may do everything. */
    Authenticator ANYBODY = (headers, client) -> Optional.of(User.ANYBODY);

    /** Empty: no credentials, or none that are valid. */
    Optional<User> of(ServerRequestHeaders headers, Proxies.Client client);
}
