package dev.rill.model.openai;

import dev.rill.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header that a key travels in: a bearer token, as OpenAI's API reference has it. Azure takes keys in a header of
 * its own, and only tokens of its directory, which are JWTs, as bearer tokens.
 *
 * @param name empty where there is no key
 */
record KeyHeader(String name, String value) {
    static final String BEARER = "Authorization";

    private static final List<String> AZURE = List.of(".azure.com", ".azure.us", ".azure.cn", ".azure-api.net");

    static KeyHeader of(URI baseUrl, Optional<Secret> key) {
        if (key.isEmpty()) {
            return new KeyHeader("", "");
        }
        String secret = key.get().reveal();
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        boolean azure = AZURE.stream().anyMatch(host::endsWith) && !secret.startsWith("eyJ");
        return azure ? new KeyHeader("api-key", secret) : new KeyHeader(BEARER, "Bearer " + secret);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "KeyHeader[" + name + "]";
    }
}
