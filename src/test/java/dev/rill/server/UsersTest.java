package dev.rill.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.stream.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and threads belong to a user; another's id is an unknown id. */
class UsersTest {
    private static final String ANN = "Authorization: Bearer ann-key";
    private static final String BOB = "Authorization: Bearer bob-key";

    private final FakeModel model = FakeModel.start();
    private TestServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        Path keys = KeyFile.write(folder, "ann ann-key", "bob bob-key", "root root-key admin");
        server = TestServer.start(model, Map.of("RILL_AUTH_KEYS", keys.toString(), "RILL_MAX_STREAMS_PER_USER", "2",
                "RILL_TOKENS_PER_DAY", "20"));
    }

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void withoutAKeyNothingIsAnswered() throws IOException {
        assertEquals(401, EventStream.ask(server.port(), "t", "Hi").status());
        assertEquals(401, EventStream.resume(server.port(), "x", Optional.empty()).status());
    }

    @Test
    void anotherUsersStreamCanNeitherBeResumedNorStoppedNorSeen() throws IOException {
        model.byDefault(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        try (EventStream stream = EventStream.ask(server.port(), "t", "Hi", ANN)) {
            String id = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            EventStream foreign = EventStream.resume(server.port(), id, Optional.empty(), BOB);
            EventStream unknown = EventStream.resume(server.port(), "01a202e4-8a31-7668-8e2b-2b7a514dd2dd",
                    Optional.empty(), BOB);
            assertEquals(404, foreign.status());
            assertEquals(unknown.problem().get("detail"), foreign.problem().get("detail"));
            assertEquals(404, as("bob-key", "DELETE", "/chat/stream/" + id).status());
            assertEquals(404, as("bob-key", "GET", "/threads/t").status());
            assertEquals(0, as("bob-key", "GET", "/streams").json().get("active").size());
            assertEquals(1, as("ann-key", "GET", "/streams").json().get("active").size());
            assertEquals(1, as("root-key", "GET", "/streams").json().get("active").size());
            try (EventStream own = EventStream.ask(server.port(), "t", "Hi", BOB)) {
                assertEquals(200, own.status(), "a thread of the same name of one's own");
            }
            assertEquals(202, as("ann-key", "DELETE", "/chat/stream/" + id).status());
            assertEquals("cancelled", stream.rest().getLast().event());
        }
    }

    @Test
    void aUserHasSoManyStreamsAtOnceAndIsToldWhenToTryAgain() throws IOException {
        model.byDefault(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        try (EventStream one = EventStream.ask(server.port(), "t1", "Hi", ANN);
                EventStream two = EventStream.ask(server.port(), "t2", "Hi", ANN)) {
            one.next("token");
            two.next("token");
            try (EventStream three = EventStream.ask(server.port(), "t3", "Hi", ANN)) {
                assertEquals(503, three.status());
                assertTrue(three.header("retry-after").isPresent());
                assertEquals("TOO_MANY_STREAMS", three.problem().get("code").stringValue());
            }
            try (EventStream other = EventStream.ask(server.port(), "t3", "Hi", BOB)) {
                assertEquals(200, other.status());
            }
        }
    }

    @Test
    void theTokensOfADayAreAUsersOwn() throws IOException {
        model.byDefault(Answer.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"));
        EventStream.ask(server.port(), "t", "Hi", ANN).rest();
        EventStream refused = EventStream.ask(server.port(), "t", "Hi", ANN);
        assertEquals(429, refused.status());
        assertTrue(refused.header("retry-after").isPresent());
        assertEquals("BUDGET_EXHAUSTED", refused.problem().get("code").stringValue());
        assertEquals(200, EventStream.ask(server.port(), "t", "Hi", BOB).status());
    }

    @Test
    void aRestartKeepsWhatIsUsedUpAlsoByConversationsThatClientsKeep() throws IOException {
        model.byDefault(Answer.of("x", "y").withUsage(Optional.of(new Usage(3, 7, 10))));
        Map<String, String> settings = TestServer.withModel(model, Map.of("RILL_TOKENS_PER_DAY", "20"));
        try (TestServer first = TestServer.startIn(folder.resolve("kept"), settings)) {
            assertEquals(200, RawHttp.call(first.port(), "POST", "/v1/chat/completions",
                    Map.of("Content-Type", "application/json"), """
                            {"model":"rill","messages":[{"role":"user","content":"Hi"}]}""".getBytes(UTF_8)).status());
            EventStream.ask(first.port(), "t", "Hi").rest();
        }
        try (TestServer second = TestServer.startIn(folder.resolve("kept"), settings)) {
            EventStream refused = EventStream.ask(second.port(), "t", "Hi");
            assertEquals("BUDGET_EXHAUSTED", refused.problem().get("code").stringValue());
        }
    }

    private RawHttp.Response as(String key, String method, String path) throws IOException {
        return RawHttp.call(server.port(), method, path, Map.of("Authorization", "Bearer " + key), null);
    }
}
