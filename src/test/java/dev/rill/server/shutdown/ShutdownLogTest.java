package dev.rill.server.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownLogTest {
    @TempDir
    private Path folder;

    @Test
    void aServerThatIsAskedToEndAsSoonAsItIsReadyEndsInOrder() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (ServerProcess server = ServerProcess.start(folder, Map.of())) {
                assertEquals(143, server.terminate());
                assertEquals(List.of(), server.log().lines().filter(line -> line.contains("Exception")).toList());
            }
        }
    }

    @Test
    void aStreamThatEndsAfterSigtermHasItsLogLineToo() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()));
            Map<String, String> environment = new HashMap<>(TestServer.withModel(model, Map.of()));
            environment.put("RILL_DRAIN_TIMEOUT", "PT0.3S");
            try (ServerProcess server = ServerProcess.start(folder, environment);
                 EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
                stream.next("token");
                server.terminate();
                assertEquals("error", stream.rest().getLast().event());
                String log = Files.readString(folder.resolve("log-" + server.port() + ".txt"));
                assertTrue(log.lines().anyMatch(line -> line.contains("stream ended")
                        && line.contains("outcome=error")),
                        log);
            }
        }
    }
}
