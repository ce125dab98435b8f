package dev.rill.http.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rill.http.response.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenID provider whose answers and faults are data. A code is what a test says it is; for each a token of anna is
 * given. Closed by the test.
 */
final class FakeProvider implements AutoCloseable {
    /** What was sent to the token endpoint, with the header Authorization. */
    final List<Map<String, String>> exchanges = new CopyOnWriteArrayList<>();
    volatile Consumer<ObjectNode> description = _ -> { };
    volatile Consumer<JWTClaimsSet.Builder> claims = _ -> { };
    volatile Consumer<ObjectNode> tokens = _ -> { };
    volatile int tokenStatus = 200;
    volatile boolean failing;
    /** Of the sign-in that is under way. */
    volatile String nonce = "";
    volatile RSAKey signing;
    volatile RSAKey published;
    private final HttpServer server;

    private FakeProvider(HttpServer server, RSAKey key) {
        this.server = server;
        this.signing = key;
        this.published = key;
    }

    static FakeProvider start() throws IOException, JOSEException {
        FakeProvider provider = new FakeProvider(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), newKey("k1"));
        provider.server.createContext("/.well-known/openid-configuration", exchange -> {
            ObjectNode told = Json.object().put("issuer", provider.issuer())
                    .put("authorization_endpoint", provider.issuer() + "/authorize?tenant=a")
                    .put("token_endpoint", provider.issuer() + "/token")
                    .put("jwks_uri", provider.issuer() + "/jwks")
                    .put("end_session_endpoint", provider.issuer() + "/logout");
            provider.description.accept(told);
            provider.answer(exchange, 200, told.toString());
        });
        provider.server.createContext("/jwks", exchange ->
                provider.answer(exchange, 200, new JWKSet(provider.published.toPublicJWK()).toString()));
        provider.server.createContext("/token", provider::exchange);
        provider.server.start();
        return provider;
    }

    static RSAKey newKey(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, String> settings() {
        return Map.of("RILL_OPENID_ISSUER", issuer(), "RILL_OPENID_CLIENT_ID", "rill",
                "RILL_OPENID_CLIENT_SECRET", "s:cret", "RILL_OPENID_NAME", "the house");
    }

    private void exchange(HttpExchange exchange) throws IOException {
        Map<String, String> sent = new HashMap<>(query(new String(exchange.getRequestBody().readAllBytes(),
                StandardCharsets.UTF_8)));
        sent.put("Authorization", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        exchanges.add(sent);
        ObjectNode told = Json.object().put("access_token", "access").put("token_type", "Bearer")
                .put("id_token", idToken());
        tokens.accept(told);
        answer(exchange, tokenStatus, told.toString());
    }

    private String idToken() throws IOException {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder().issuer(issuer()).subject("u-17").audience("rill")
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300))).claim("nonce", nonce)
                .claim("name", "Anna Ärmel").claim("email", "anna@house.example");
        claims.accept(builder);
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signing.getKeyID()).build(),
                builder.build());
        try {
            jwt.sign(new RSASSASigner(signing));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
        return jwt.serialize();
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        if (failing) {
            exchange.sendResponseHeaders(500, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** The parameters of a query or a form. */
    static Map<String, String> query(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : new ArrayList<>(List.of(text.split("&")))) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals),
                    java.net.URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
