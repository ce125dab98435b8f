package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.FrameStream;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that leaves and one that stops close the model's connection in every protocol. How long that took stands in
 * {@code target/faults}, in the form of the other figures there.
 */
class StopTimesTest {
    private static final int TIMES = 9;
    private static final Path REPORT = Path.of("target/faults/StopTimesTest.tsv");
    private static final Map<Spoken, String> FIGURES = new TreeMap<>();

    private static FakeModel model;
    private static TestServer server;

    @BeforeAll
    static void start() {
        model = FakeModel.start().byDefault(Answer.of("one ", "two").withFaultAfter(1, Effect.silence()));
        server = TestServer.start(model, Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        model.close();
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, FIGURES.entrySet().stream().map(row -> String.join("\t",
                "From a client's leaving or stop to the close of the model's connection", row.getKey().name(),
                "measured", row.getValue())).toList());
    }

    @ParameterizedTest
    @EnumSource
    void leavingAndStoppingCloseTheModelsConnection(Spoken protocol) throws Exception {
        List<Double> left = new ArrayList<>();
        List<Double> stopped = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            String thread = protocol.name() + i;
            try (FrameStream stream = protocol.ask(server.port(), "left" + thread, "Count", List.of())) {
                begun(stream, protocol);
                left.add(closes(stream::close));
            }
            try (FrameStream stream = protocol.ask(server.port(), thread, "Count", List.of())) {
                Optional<Spoken.Request> stop = protocol.stop(thread, begun(stream, protocol));
                if (stop.isPresent()) {
                    stopped.add(closes(() -> stop.get().send(server.port())));
                    stream.rest();
                } else {
                    closes(stream::close);
                }
            }
        }
        FIGURES.put(protocol, "left " + figures(left) + "; " + (stopped.isEmpty() ? "has no stop but to leave"
                : "stopped " + figures(stopped)));
    }

    /** What ends an answer. */
    private interface Going {
        void go() throws IOException;
    }

    /** Milliseconds from before it until the model sees its connection closed. */
    private static double closes(Going going) throws Exception {
        FakeConnection connection = model.takeRequest().connection();
        long before = System.nanoTime();
        going.go();
        return (connection.closed().get(Guard.SECONDS, TimeUnit.SECONDS) - before) / 1e6;
    }

    /** The first frame, once a token has come where tokens are shown. */
    private static String begun(FrameStream stream, Spoken protocol) throws IOException {
        assertEquals(200, stream.status());
        String first = stream.next().orElseThrow();
        if (protocol != Spoken.MCP) {
            while (!stream.next().orElseThrow().contains("\"one \"")) {
                continue;
            }
        }
        return first;
    }

    private static String figures(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return String.format(Locale.ROOT, "p50 %.1f ms, most %.1f", sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
