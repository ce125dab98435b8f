package dev.rill.server.model;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A server, and a model whose answers are written as its server writes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DialectsBed {
    static final String QUESTION = "How do I stop an answer?";
    static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    FakeModel model;
    TestServer server;
    int asked;

    @BeforeAll
    void start() {
        model = FakeModel.start();
        server = TestServer.start(model, Map.of());
    }

    @AfterAll
    void close() {
        server.close();
        model.close();
    }

    static Answer data(String... chunks) {
        return Answer.ofDeltas(Arrays.stream(chunks).<Delta>map(Delta.Data::new).toList());
    }

    static String delta(String members) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{" + members
                + "},\"finish_reason\":null}]}";
    }

    static Script json(String body) {
        return Script.reply(200, "application/json", body);
    }

    List<Event> ask() throws IOException {
        return ask("t" + asked++);
    }

    List<Event> ask(String thread) throws IOException {
        try (EventStream stream = EventStream.ask(server.port(), thread, QUESTION)) {
            return stream.rest();
        }
    }
}
