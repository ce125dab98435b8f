package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.http.TokenIssuer;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token counts when a request comes: what it began goes on when it has expired, and belongs to its owner. */
class ExpiringTokenTest {
    /** The issuer's and the server's clocks may differ by a minute. */
    private static final int LEEWAY_SECONDS = 60;
    private static final int ENOUGH_TO_ASK_SECONDS = 4;

    private final FakeModel model = FakeModel.start();
    private TokenIssuer issuer;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        issuer = TokenIssuer.start();
        server = TestServer.start(model, issuer.settings());
    }

    @AfterEach
    void close() {
        server.close();
        issuer.close();
        model.close();
    }

    @Test
    void theStreamGoesOnAndIsResumedWithAFreshToken() throws Exception {
        Gate gate = new Gate();
        gate.release(1);
        model.byDefault(Answer.of("x", "y", "z").withGate(gate));
        String old = expiresSoon();
        try (EventStream stream = EventStream.ask(server.port(), "t", "Hi", bearer(old))) {
            String id = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            Polling.until(() -> status("GET", "/threads/t", old) == 401);
            assertEquals(401, EventStream.resume(server.port(), id, Optional.of("1"), bearer(old)).status());
            try (EventStream resumed = EventStream.resume(server.port(), id, Optional.of("1"), bearer(fresh()))) {
                assertEquals(200, resumed.status());
                gate.open();
                assertEquals("complete", resumed.rest().getLast().event());
            }
            assertEquals("complete", stream.rest().getLast().event());
        }
    }

    @Test
    void itsOwnerStopsItWithAFreshTokenAndNobodyElseDoes() throws Exception {
        model.byDefault(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        String old = expiresSoon();
        try (EventStream stream = EventStream.ask(server.port(), "t", "Hi", bearer(old))) {
            String id = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            Polling.until(() -> status("DELETE", "/chat/stream/" + "none", old) == 401);
            assertEquals(401, status("DELETE", "/chat/stream/" + id, old));
            assertEquals(404, status("DELETE", "/chat/stream/" + id, issuer.token(claims -> claims.subject("bob"))));
            assertEquals(202, status("DELETE", "/chat/stream/" + id, fresh()));
            assertEquals("cancelled", stream.rest().getLast().event());
        }
    }

    private String expiresSoon() throws Exception {
        return issuer.token(claims -> claims.expirationTime(
                Date.from(Instant.now().minusSeconds(LEEWAY_SECONDS - ENOUGH_TO_ASK_SECONDS))));
    }

    private String fresh() throws Exception {
        return issuer.token(_ -> { });
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private int status(String method, String path, String token) {
        try {
            return RawHttp.call(server.port(), method, path, Map.of("Authorization", "Bearer " + token), null).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
