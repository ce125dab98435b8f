package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A protocol with an encoder that has state, headers and refusals of its own. */
class PartsStreamTest extends StreamContract {

    PartsStreamTest() {
        super(new PartsDialect());
    }

    @Test
    void aStreamHasTheHeadersOfItsProtocol() throws IOException {
        model.enqueue(Answer.of("Hi"));
        try (FrameStream stream = ask(false)) {
            assertEquals(Optional.of("v1"), stream.header("x-parts"));
            assertEquals(Optional.of("text/event-stream"), stream.header("content-type"));
            assertEquals("complete", dialect.end(rest(stream)));
        }
    }

    @Test
    void aRefusalLooksAsTheProtocolsClientsExpectIt() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one").withGate(gate));
        try (FrameStream first = ask(false)) {
            first.next();
            try (FrameStream second = ask(false)) {
                assertEquals(409, second.status());
                assertEquals(Optional.of("application/json"), second.header("content-type"));
                assertEquals("{\"error\":{\"code\":\"THREAD_BUSY\",\"message\":\"An answer is still running in this "
                        + "thread\"}}", second.body());
            }
            gate.open();
            rest(first);
        }
        RawHttp.Response method = RawHttp.call(server.port(), "DELETE", "/parts");
        assertEquals(405, method.status());
        assertEquals("METHOD_NOT_ALLOWED", method.json().at("/error/code").stringValue());
        assertEquals("NOT_FOUND", RawHttp.call(server.port(), "GET", "/parts/none").json().at("/error/code")
                .stringValue());
        assertEquals("INVALID_REQUEST", RawHttp.json(server.port(), "POST", "/parts", "{").json().at("/error/code")
                .stringValue());
        assertEquals("NOT_FOUND", RawHttp.call(server.port(), "GET", "/chat/stream/none").json().get("code")
                .stringValue(), "the other protocols' refusals stay what they are");
    }

    @Test
    void aStreamThatWasBegunInRillsOwnProtocolIsSeenInAnother() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.words("seen from beside").withGate(gate));
        RillDialect own = new RillDialect();
        try (FrameStream page = own.ask(server.port(), "t", "Hi", false);
                FrameStream parts = dialect.look(server.port(), own.messageId(page.next().orElseThrow()), 0)) {
            gate.open();
            List<String> frames = rest(parts);
            assertEquals("complete", dialect.end(frames));
            assertEquals("seen from beside", dialect.text(frames));
        }
    }
}
