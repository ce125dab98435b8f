package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import dev.rill.threads.CuttableProxy;
import dev.rill.threads.TestPostgres;
import dev.rill.wire.AgUiDialect;
import dev.rill.wire.AiSdkDialect;
import dev.rill.wire.AskingDialect;
import dev.rill.wire.LangGraphDialect;
import dev.rill.wire.ResponsesDialect;
import dev.rill.wire.RillDialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers that end while their server, one of two, cannot reach the database, in every protocol. */
class EndWithoutStoreTest {
    private static final String WHOLE = "one two three ";
    private static final List<AskingDialect> PROTOCOLS = List.of(new RillDialect(), new AiSdkDialect(),
            new AgUiDialect(), new LangGraphDialect(), new ResponsesDialect(false));

    private final FakeModel model = FakeModel.start();
    private final List<Gate> gates = new ArrayList<>();
    private final Map<AskingDialect, FrameStream> asked = new HashMap<>();
    private final Map<AskingDialect, List<String>> frames = new HashMap<>();
    private CuttableProxy network;
    private TestServer one;
    private TestServer other;

    @BeforeEach
    void start() throws IOException {
        String url = TestPostgres.newDatabase();
        network = new CuttableProxy(TestPostgres.port());
        one = server(url.replace(":" + TestPostgres.port() + "/", ":" + network.port() + "/"));
        other = server(url);
    }

    private TestServer server(String url) {
        return TestServer.start(model, Map.of("RILL_DATABASE_URL", url, "RILL_REPLICAS", "true",
                "RILL_DRAIN_TIMEOUT", "PT0S", "RILL_KEEP_ALIVE", "PT1S"));
    }

    @AfterEach
    void close() throws IOException {
        network.restore();
        for (FrameStream stream : asked.values()) {
            stream.close();
        }
        one.close();
        other.close();
        network.close();
        model.close();
    }

    /** All that there is to say has come, and a sign of life behind it. */
    private void saidWithoutStore() throws IOException {
        for (AskingDialect protocol : PROTOCOLS) {
            Gate gate = new Gate();
            gate.release(1);
            gates.add(gate);
            model.enqueue(Answer.of("one ", "two ", "three ").withGate(gate));
            FrameStream stream = protocol.ask(one.port(), "t" + asked.size(), "Count", true);
            asked.put(protocol, stream);
            frames.put(protocol, new ArrayList<>());
            until(protocol, "one ");
        }
        network.cut();
        gates.forEach(Gate::open);
        for (AskingDialect protocol : PROTOCOLS) {
            until(protocol, WHOLE);
            while (!protocol.isKeepAlive(next(protocol).orElseThrow())) {
                // of its text
            }
        }
    }

    private void until(AskingDialect protocol, String text) throws IOException {
        while (!protocol.text(frames.get(protocol)).equals(text)) {
            assertTrue(next(protocol).isPresent(), () -> protocol + ": " + frames.get(protocol));
        }
    }

    private Optional<String> next(AskingDialect protocol) throws IOException {
        Optional<String> frame = asked.get(protocol).next();
        frame.filter(some -> !protocol.isKeepAlive(some)).ifPresent(frames.get(protocol)::add);
        return frame;
    }

    private String end(AskingDialect protocol) throws IOException {
        while (next(protocol).isPresent()) {
            // to the end
        }
        return protocol.end(frames.get(protocol));
    }

    private JsonNode stored(AskingDialect protocol) {
        try {
            String id = protocol.messageId(frames.get(protocol).getFirst());
            for (JsonNode thread : RawHttp.call(other.port(), "GET", "/threads").json().get("threads")) {
                for (JsonNode message : RawHttp.call(other.port(), "GET", "/threads/"
                        + thread.get("threadId").stringValue()).json().get("messages")) {
                    if (message.get("id").stringValue().equals(id)) {
                        return message;
                    }
                }
            }
            throw new AssertionError("no message " + id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String status(AskingDialect protocol) {
        return stored(protocol).get("status").stringValue();
    }

    @Test
    void theEndIsToldOnceItIsStored() throws Exception {
        saidWithoutStore();
        for (AskingDialect protocol : PROTOCOLS) {
            assertEquals("streaming", status(protocol), protocol.toString());
        }
        network.restore();
        for (AskingDialect protocol : PROTOCOLS) {
            assertEquals("complete", end(protocol), protocol.toString());
            assertEquals("complete", status(protocol), protocol.toString());
        }
        assertTrue(frames.get(PROTOCOLS.getFirst()).getLast().contains("\"saved\":true"));
    }

    @Test
    void whatCannotBeStoredWhileItsServerHoldsItEndsAsErrorAndIsCompleteForNobody() throws Exception {
        saidWithoutStore();
        for (AskingDialect protocol : PROTOCOLS) {
            assertEquals("error", end(protocol), protocol.toString());
        }
        assertTrue(frames.get(PROTOCOLS.getFirst()).getLast().contains("\"INTERRUPTED\""));
        Polling.until(() -> PROTOCOLS.stream().noneMatch(protocol -> status(protocol).equals("streaming")));
        network.restore();
        Polling.until(() -> PROTOCOLS.stream().allMatch(protocol ->
                stored(protocol).get("content").stringValue().equals(WHOLE)));
        for (AskingDialect protocol : PROTOCOLS) {
            assertEquals("interrupted", status(protocol), protocol.toString());
        }
    }

    @Test
    void aStopEndsWhatWaitsForTheDatabase() throws Exception {
        saidWithoutStore();
        for (AskingDialect protocol : PROTOCOLS) {
            RawHttp.Response stop = RawHttp.call(one.port(), "DELETE", "/chat/stream/"
                    + protocol.messageId(frames.get(protocol).getFirst()));
            assertEquals("stopping", stop.json().get("status").stringValue(), protocol.toString());
        }
        for (AskingDialect protocol : PROTOCOLS) {
            assertEquals("error", end(protocol), protocol.toString());
        }
        network.restore();
        Polling.until(() -> PROTOCOLS.stream().allMatch(protocol -> status(protocol).equals("error")));
        for (AskingDialect protocol : PROTOCOLS) {
            assertEquals("INTERRUPTED", stored(protocol).get("errorCode").stringValue());
            assertEquals(WHOLE, stored(protocol).get("content").stringValue());
        }
    }
}
