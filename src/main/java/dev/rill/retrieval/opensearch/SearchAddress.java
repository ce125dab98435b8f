package dev.rill.retrieval.opensearch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where an OpenSearch server is. Immutable; any thread.
 *
 * @param base          its URL without a path
 * @param authorization the header's value, where the URL named a user
 * @param name          what all names of indexes begin with
 */
public record SearchAddress(URI base, Optional<String> authorization, String name) {
    private static final String NAME = "rill";

    /** @param url {@code https://user:password@host:9200/name}, of which the user and the name may be left out */
    public static SearchAddress of(URI url) {
        String path = Optional.ofNullable(url.getPath()).orElse("").replace("/", "");
        URI base = URI.create(url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", ""));
        return new SearchAddress(base, Optional.ofNullable(url.getUserInfo()).map(user -> "Basic "
                + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))),
                path.isEmpty() ? NAME : path);
    }

    /** Without the user, the password and the name. */
    @Override
    public String toString() {
        return "SearchAddress[" + base.getHost() + "]";
    }
}
