package dev.rill.http.openid;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3). Immutable.
 *
 * @param issuer        as its tokens name it
 * @param endSession    where a browser signs out of the provider (OpenID Connect RP-Initiated Logout 1.0)
 * @param secretInForm  whether the client's secret belongs into the form and not into a header
 * @param namesItself   whether it says on each answer to a browser who it is (RFC 9207)
 */
record Metadata(String issuer, URI authorization, URI token, URI keys, Optional<URI> endSession, boolean secretInForm,
                boolean namesItself) {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    static URI place(URI issuer) {
        return URI.create(bare(issuer.toString()) + WELL_KNOWN);
    }

    /** @throws IllegalArgumentException in words for the log when it is not what a provider has to say */
    static Metadata parse(String json, URI issuer) {
        JsonNode told;
        try {
            told = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("what is there is not JSON", e);
        }
        String name = told.path("issuer").asString("");
        if (!bare(name).equals(bare(issuer.toString()))) {
            throw new IllegalArgumentException("it calls itself \"" + name + "\"; RILL_OPENID_ISSUER has to be that");
        }
        boolean tls = "https".equalsIgnoreCase(issuer.getScheme());
        Set<JsonNode> ways = Set.copyOf(told.path("token_endpoint_auth_methods_supported").valueStream().toList());
        return new Metadata(name, required(told, "authorization_endpoint", tls), required(told, "token_endpoint", tls),
                required(told, "jwks_uri", tls), endpoint(told, "end_session_endpoint", tls),
                ways.stream().anyMatch(way -> way.asString("").equals("client_secret_post"))
                        && ways.stream().noneMatch(way -> way.asString("").equals("client_secret_basic")),
                told.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    private static URI required(JsonNode told, String name, boolean tls) {
        return endpoint(told, name, tls).orElseThrow(() -> new IllegalArgumentException("it names no " + name
                + (tls ? " with https" : "")));
    }

    private static Optional<URI> endpoint(JsonNode told, String name, boolean tls) {
        try {
            URI uri = URI.create(told.path(name).asString(""));
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || !tls && "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null
                    ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** People leave a slash out, or add one; the provider's own spelling is what its tokens are held against. */
    static String bare(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
