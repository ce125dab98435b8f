package dev.rill.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.bench.client.Load;
import dev.rill.bench.client.LoadClient;
import dev.rill.bench.client.Outcome;
import dev.rill.bench.client.Speaks;
import dev.rill.bench.model.ModelSimulator;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark's simulator and client, with the server between them. */
class LoadTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static ModelSimulator model;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        model = ModelSimulator.listen();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                model.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        server = TestServer.start(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:" + model.port() + "/v1",
                "OPENAI_MODEL", "bench", "OPENAI_API_KEY", "none"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        model.close();
    }

    @Test
    void answersOfTheSimulatorComeWhole() throws IOException {
        Outcome outcome = run(Load.answers(model.port(), Speaks.MODEL, 3, 150, SHORT));
        assertEquals("", outcome.fault());
        assertTrue(outcome.streams() > 0);
        assertEquals(outcome.streams() * 150, outcome.tokens());
    }

    @Test
    void answersThroughTheServerComeWhole() throws IOException {
        Outcome outcome = run(Load.answers(server.port(), Speaks.RILL, 3, 150, SHORT));
        assertEquals("", outcome.fault());
        assertTrue(outcome.streams() > 0);
        assertEquals(outcome.streams() * 150, outcome.tokens());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"MODEL", "RILL"})
    void answersInEveryProtocolComeWholeAndAreHeld(Speaks speaks) throws IOException {
        Outcome whole = run(Load.answers(server.port(), speaks, 3, 150, SHORT));
        assertEquals("", whole.fault());
        assertTrue(whole.streams() > 0);
        assertEquals(whole.streams() * 150, whole.tokens());
        Outcome held = run(Load.held(server.port(), speaks, 3, Duration.ofMillis(20), SHORT));
        assertEquals("", held.fault());
        assertEquals(3, held.streams());
    }

    @Test
    void answersThroughTheNodeServiceComeWhole() throws IOException {
        if (Machine.look().node().isEmpty()) {
            assumeTrue("true".equals(System.getenv("CI")), "Node is not installed; the Debian package nodejs has it");
        }
        try (Child service = Child.node("/bench/service.mjs", Integer.toString(model.port()))) {
            Outcome outcome = run(Load.answers(service.port(), Speaks.RILL, 3, 150, SHORT));
            assertEquals("", outcome.fault());
            assertTrue(outcome.streams() > 0);
            assertEquals(outcome.streams() * 150, outcome.tokens());
        }
    }

    @Test
    void streamsThatAreHeldStayOpenAndInOrder() throws IOException {
        Outcome outcome = run(Load.held(server.port(), Speaks.RILL, 5, Duration.ofMillis(20), SHORT));
        assertEquals("", outcome.fault());
        assertEquals(5, outcome.streams());
        assertTrue(outcome.tokens() > 0);
    }

    @Test
    void clientsThatLeaveAreToldWithTheirTime() throws IOException {
        Load load = new Load(server.port(), Speaks.RILL, 5, 1_000, Duration.ofMillis(10), Duration.ofSeconds(30),
                false, Duration.ZERO, 3);
        Outcome outcome = run(load);
        assertEquals("", outcome.fault());
        assertEquals(5, outcome.left().size());
    }

    @Test
    void anAnswerThatIsNotWholeIsAnError() throws IOException {
        try (FakeModel broken = FakeModel.start();
                TestServer before = TestServer.start(broken, Map.of())) {
            broken.byDefault(Answer.words("one two three").withFaultAfter(2, Effect.fin()));
            Outcome outcome = run(Load.answers(before.port(), Speaks.RILL, 1, 3, SHORT));
            assertEquals(outcome.streams(), outcome.errors());
            assertEquals("no complete", outcome.fault());

            broken.byDefault(Answer.words("one two three"));
            assertEquals("3 tokens", run(Load.answers(before.port(), Speaks.RILL, 1, 4, SHORT)).fault());
        }
    }

    @Test
    void theLoadAndItsOutcomeAreLinesBetweenProcesses() throws IOException {
        Outcome outcome = run(Load.of(Load.answers(model.port(), Speaks.MODEL, 1, 5, SHORT).line()));
        assertEquals(outcome, Outcome.of(outcome.line()));
    }

    private static Outcome run(Load load) throws IOException {
        return LoadClient.run(load, System.nanoTime(), () -> { }, () -> { });
    }
}
