package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.rill.server.Polling;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtTest {
    private static TokenIssuer issuer;
    private static ServerFixture server;
    private static RSAKey key;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        issuer = TokenIssuer.start();
        key = issuer.key();
        server = ServerFixture.start(folder, issuer.settings());
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    @Test
    void aGoodTokenIsItsSubject() throws Exception {
        assertEquals(200, status(issuer.token(_ -> { })));
        assertEquals("alice", made(issuer.token(_ -> { })));
    }

    @Test
    void groupsComeWithTheTokenFromTheClaimThatIsSet(@TempDir Path folder) throws Exception {
        assertEquals("[\"hr\",\"staff\"]", groups(server,
                issuer.token(c -> c.claim("groups", List.of("staff", "hr", "hr")))));
        assertEquals("[\"hr\"]", groups(server, issuer.token(c -> c.claim("groups", "hr"))));
        assertEquals("[\"hr\"]", groups(server, issuer.token(c -> c.claim("groups", List.of("hr", 7, "", "a\nb", " x",
                "y".repeat(201), List.of("inner"))))));
        for (Object none : new Object[] {7, Map.of("hr", true), List.of()}) {
            assertEquals("[]", groups(server, issuer.token(c -> c.claim("groups", none))), none.toString());
        }
        assertEquals("[]", groups(server, issuer.token(_ -> { })));
        Map<String, Object> keycloak = Map.of("roles", List.of("hr"), "a.b", Map.of("c", "deep"));
        assertEquals("[\"hr\"]", groupsFrom(folder, "realm_access.roles", "realm_access", keycloak));
        assertEquals("[\"deep\"]", groupsFrom(folder, "realm_access.a.b.c", "realm_access", keycloak));
        assertEquals("[\"hr\"]", groupsFrom(folder, "https://a.example/groups", "https://a.example/groups",
                List.of("hr")));
    }

    private static String groupsFrom(Path folder, String setting, String claim, Object value) throws Exception {
        Map<String, String> settings = new HashMap<>(issuer.settings());
        settings.put("RILL_AUTH_GROUPS_CLAIM", setting);
        try (ServerFixture other = ServerFixture.start(folder, settings)) {
            return groups(other, issuer.token(c -> c.claim(claim, value)));
        }
    }

    private static String groups(ServerFixture server, String token) {
        return server.call("GET", "/session", Map.of("Authorization", "Bearer " + token), null).json().get("groups")
                .toString();
    }

    @Test
    void aTokenOfAnotherIssuerOrAudienceOrTimeIsRefused() throws Exception {
        assertEquals(401, status(issuer.token(c -> c.issuer("https://other"))));
        assertEquals(401, status(issuer.token(c -> c.issuer(null))));
        assertEquals(401, status(issuer.token(c -> c.audience("other"))));
        assertEquals(401, status(issuer.token(c -> c.audience((String) null))));
        assertEquals(401, status(issuer.token(c -> c.expirationTime(Date.from(Instant.now().minusSeconds(120))))));
        assertEquals(401, status(issuer.token(c -> c.expirationTime(null))));
        assertEquals(401, status(issuer.token(c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(600))))));
        assertEquals(401, status(issuer.token(c -> c.subject(null))));
        assertEquals(401, status(issuer.token(c -> c.subject(" "))));
        assertEquals(401, status(issuer.token(c -> c.subject("a\nb"))));
    }

    @Test
    void aTokenThatIsNotSignedByTheIssuerIsRefused() throws Exception {
        RSAKey stranger = TokenIssuer.newKey("k1");
        assertEquals(401, status(TokenIssuer.token(stranger, _ -> { })));
        assertEquals(401, status(new PlainJWT(TokenIssuer.claims(_ -> { })).serialize()));
        SignedJWT confused = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
                TokenIssuer.claims(_ -> { }));
        confused.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertEquals(401, status(confused.serialize()));
        String good = issuer.token(_ -> { });
        assertEquals(401, status(good.substring(0, good.length() - 6) + "AAAAAA"));
        assertEquals(401, status(".."));
        assertEquals(401, status("eyJhbGciOiJub25lIn0.e30."));
    }

    @Test
    void aNewKeyOfTheIssuerIsFetched(@TempDir Path folder) throws Exception {
        try (ServerFixture other = ServerFixture.start(folder, issuer.settings())) {
            assertEquals(200, status(other, issuer.token(_ -> { })));
            RSAKey rotated = TokenIssuer.newKey("k2");
            issuer.publish(rotated);
            assertEquals(200, status(other, TokenIssuer.token(rotated, _ -> { })));
            issuer.publish(key);
        }
    }

    @Test
    void anUnknownKeyIsNoFaultOfTheServersHoweverManyAreNamed(@TempDir Path folder) throws Exception {
        try (TokenIssuer own = TokenIssuer.start(); ServerFixture other = ServerFixture.start(folder, own.settings())) {
            RSAKey stranger = TokenIssuer.newKey("first");
            for (String id : List.of("a", "b", "c", "d", "e", "f", "a", "")) {
                assertEquals(401, status(other, TokenIssuer.token(named(stranger, id), _ -> { })), id);
            }
            RSAKey rotated = TokenIssuer.newKey("k2");
            own.publish(rotated);
            assertEquals(200, status(other, TokenIssuer.token(rotated, _ -> { })));
            assertEquals(401, status(other, own.token(_ -> { })), "the old key is gone");
        }
    }

    @Test
    void aNameThatSomebodyTriedBeforeTheRotationIsKnownAfterIt(@TempDir Path folder) throws Exception {
        try (TokenIssuer own = TokenIssuer.start(); ServerFixture other = ServerFixture.start(folder, own.settings())) {
            RSAKey rotated = TokenIssuer.newKey("k2");
            assertEquals(401, status(other, TokenIssuer.token(rotated, _ -> { })));
            own.publish(rotated);
            String token = TokenIssuer.token(rotated, _ -> { });
            Polling.until(() -> status(other, token) == 200);
        }
    }

    @Test
    void strangersCannotKeepANewKeyFromBeingSeenNorHaveTheIssuerAskedAtWill(@TempDir Path folder) throws Exception {
        try (TokenIssuer own = TokenIssuer.start(); ServerFixture other = ServerFixture.start(folder, own.settings());
                ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            AtomicInteger names = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Set<Integer>>> answers = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                answers.add(strangers.submit(() -> {
                    Set<Integer> seen = new HashSet<>();
                    while (!over.get()) {
                        String name = "s" + names.incrementAndGet();
                        seen.add(status(other, unsigned(name)));
                    }
                    return seen;
                }));
            }
            Polling.until(() -> names.get() > 300);
            RSAKey rotated = TokenIssuer.newKey("k2");
            own.publish(rotated);
            String token = TokenIssuer.token(rotated, _ -> { });
            Polling.until(() -> status(other, token) == 200);
            over.set(true);
            for (Future<Set<Integer>> answer : answers) {
                assertEquals(Set.of(401), answer.get());
            }
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            assertTrue(own.fetches() <= 7 + seconds / 2, own.fetches() + " fetches in " + seconds + " s");
        }
    }

    @Test
    void keysThatAreKnownCountWhileTheIssuerFails(@TempDir Path folder) throws Exception {
        try (TokenIssuer own = TokenIssuer.start(); ServerFixture other = ServerFixture.start(folder, own.settings())) {
            assertEquals(200, status(other, own.token(_ -> { })));
            own.fail(true);
            assertEquals(401, status(other, TokenIssuer.token(TokenIssuer.newKey("k2"), _ -> { })));
            assertEquals(200, status(other, own.token(_ -> { })));
        }
    }

    @Test
    void anIssuerThatFailedIsAskedAgain(@TempDir Path folder) throws Exception {
        try (TokenIssuer own = TokenIssuer.start(); ServerFixture other = ServerFixture.start(folder, own.settings())) {
            own.fail(true);
            String token = own.token(_ -> { });
            assertEquals(503, status(other, token));
            own.fail(false);
            Polling.until(() -> status(other, token) == 200);
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerIsNotTheCallersFault(@TempDir Path folder) throws Exception {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gone.start();
        int port = gone.getAddress().getPort();
        gone.stop(0);
        try (ServerFixture other = ServerFixture.start(folder, TokenIssuer.settings(port))) {
            RawHttp.Response response = other.call("GET", "/threads",
                    Map.of("Authorization", "Bearer " + issuer.token(_ -> { })), null);
            assertEquals(503, response.status());
            assertEquals("5", response.headers().get("retry-after"));
            assertEquals(401, other.call("GET", "/threads", Map.of("Authorization", "Bearer no-jwt"), null).status());
        }
    }

    private static RSAKey named(RSAKey key, String id) {
        return new RSAKey.Builder(key).keyID(id).build();
    }

    /** With a signature that is none, which is cheaper to make. */
    private static String unsigned(String id) {
        String header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build().toBase64URL().toString();
        return header + ".e30." + "A".repeat(342);
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
