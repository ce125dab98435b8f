package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtTest {
    private static final AtomicReference<String> JWKS = new AtomicReference<>("{\"keys\":[]}");
    private static HttpServer issuer;
    private static ServerFixture server;
    private static RSAKey key;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        JWKS.set(new JWKSet(key.toPublicJWK()).toString());
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", exchange -> {
            byte[] body = JWKS.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        server = start(folder, issuer.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.stop(0);
    }

    @Test
    void aGoodTokenIsItsSubject() throws Exception {
        assertEquals(200, status(token(key, _ -> { })));
        assertEquals("alice", made(token(key, _ -> { })));
    }

    @Test
    void aTokenOfAnotherIssuerOrAudienceOrTimeIsRefused() throws Exception {
        assertEquals(401, status(token(key, c -> c.issuer("https://other"))));
        assertEquals(401, status(token(key, c -> c.issuer(null))));
        assertEquals(401, status(token(key, c -> c.audience("other"))));
        assertEquals(401, status(token(key, c -> c.audience((String) null))));
        assertEquals(401, status(token(key, c -> c.expirationTime(Date.from(Instant.now().minusSeconds(120))))));
        assertEquals(401, status(token(key, c -> c.expirationTime(null))));
        assertEquals(401, status(token(key, c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(600))))));
        assertEquals(401, status(token(key, c -> c.subject(null))));
        assertEquals(401, status(token(key, c -> c.subject(" "))));
        assertEquals(401, status(token(key, c -> c.subject("a\nb"))));
    }

    @Test
    void aTokenThatIsNotSignedByTheIssuerIsRefused() throws Exception {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
        assertEquals(401, status(token(stranger, _ -> { })));
        assertEquals(401, status(new PlainJWT(claims(_ -> { })).serialize()));
        SignedJWT confused = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
                claims(_ -> { }));
        confused.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertEquals(401, status(confused.serialize()));
        String good = token(key, _ -> { });
        assertEquals(401, status(good.substring(0, good.length() - 6) + "AAAAAA"));
        assertEquals(401, status(".."));
        assertEquals(401, status("eyJhbGciOiJub25lIn0.e30."));
    }

    @Test
    void aNewKeyOfTheIssuerIsFetched(@TempDir Path folder) throws Exception {
        try (ServerFixture other = start(folder, issuer.getAddress().getPort())) {
            assertEquals(200, status(other, token(key, _ -> { })));
            RSAKey rotated = new RSAKeyGenerator(2048).keyID("k2").generate();
            String before = JWKS.getAndSet(new JWKSet(rotated.toPublicJWK()).toString());
            assertEquals(200, status(other, token(rotated, _ -> { })));
            JWKS.set(before);
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerIsNotTheCallersFault(@TempDir Path folder) throws Exception {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gone.start();
        int port = gone.getAddress().getPort();
        gone.stop(0);
        try (ServerFixture other = start(folder, port)) {
            RawHttp.Response response = other.call("GET", "/threads",
                    Map.of("Authorization", "Bearer " + token(key, _ -> { })), null);
            assertEquals(503, response.status());
            assertEquals("5", response.headers().get("retry-after"));
            assertEquals(401, other.call("GET", "/threads", Map.of("Authorization", "Bearer no-jwt"), null).status());
        }
    }

    private static ServerFixture start(Path folder, int port) throws IOException {
        return ServerFixture.start(folder, Map.of("RILL_AUTH_JWKS_URL", "http://localhost:" + port + "/jwks",
                "RILL_AUTH_ISSUER", "https://issuer.example", "RILL_AUTH_AUDIENCE", "rill"));
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().subject("alice").issuer("https://issuer.example")
                .audience("rill").expirationTime(Date.from(Instant.now().plusSeconds(300)));
        change.accept(claims);
        return claims.build();
    }

    private static String token(RSAKey signer, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
                claims(change));
        JWSSigner rsa = new RSASSASigner(signer);
        jwt.sign(rsa);
        return jwt.serialize();
    }

    private static int status(String token) {
        return status(server, token);
    }

    private static int status(ServerFixture server, String token) {
        return server.call("GET", "/threads", Map.of("Authorization", "Bearer " + token), null).status();
    }

    /** The owner of a thread that is made with the token. */
    private static String made(String token) {
        RawHttp.Response made = server.call("POST", "/threads", Map.of("Authorization", "Bearer " + token), null);
        return server.store.find("alice", made.json().get("threadId").stringValue()).isPresent() ? "alice" : "nobody";
    }
}
