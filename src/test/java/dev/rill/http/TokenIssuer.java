package dev.rill.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An identity provider: signs tokens, and serves the key to check them by. Closed by the test. */
public final class TokenIssuer implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey first;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RSAKey published;
    private volatile boolean failing;

    private TokenIssuer(HttpServer server, RSAKey key) {
        this.server = server;
        this.first = key;
        this.published = key;
    }

    public static TokenIssuer start() throws IOException, JOSEException {
        TokenIssuer issuer = new TokenIssuer(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), newKey("k1"));
        issuer.server.createContext("/jwks", exchange -> {
            issuer.fetches.incrementAndGet();
            if (issuer.failing) {
                exchange.sendResponseHeaders(500, -1);
                exchange.close();
                return;
            }
            byte[] body = new JWKSet(issuer.published.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.server.start();
        return issuer;
    }

    static RSAKey newKey(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    /** What a server has to be told that is to believe it. */
    public Map<String, String> settings() {
        return settings(server.getAddress().getPort());
    }

    static Map<String, String> settings(int port) {
        return Map.of("RILL_AUTH_JWKS_URL", "http://localhost:" + port + "/jwks",
                "RILL_AUTH_ISSUER", "https://issuer.example", "RILL_AUTH_AUDIENCE", "rill");
    }

    /** The key that it began with. */
    RSAKey key() {
        return first;
    }

    /** Serves another key from now on. */
    void publish(RSAKey key) {
        published = key;
    }

    /** How often it was asked for its keys. */
    int fetches() {
        return fetches.get();
    }

    /** Whether it answers with a fault from now on. */
    void fail(boolean fails) {
        failing = fails;
    }

    /** A token of alice, but for a change. */
    public String token(Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        return token(first, change);
    }

    /** A token of alice that has expired. */
    public String expiredToken() throws JOSEException {
        return token(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
    }

    static String token(RSAKey signer, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
                claims(change));
        jwt.sign(new RSASSASigner(signer));
        return jwt.serialize();
    }

    static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().subject("alice").issuer("https://issuer.example")
                .audience("rill").expirationTime(Date.from(Instant.now().plusSeconds(300)));
        change.accept(claims);
        return claims.build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
