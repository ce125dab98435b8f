package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.bench.client.Burst;
import dev.rill.faults.Figures;
import dev.rill.server.EventStream;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Three hundred questions a second, right after the start: each is answered whole or refused at once. */
final class BurstRow {
    private static final Duration EVERY = Duration.ofSeconds(1).dividedBy(300);
    private static final Duration GUARD = Duration.ofMinutes(2);

    private BurstRow() {
    }

    static void play(Path folder, int questions, Figures figures) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), ServerProcess.packagedFlags())) {
            Burst.Result result = new Burst(server.port(), "How do I stop an answer?", questions, EVERY, GUARD).run();
            figures.figure(questions + " questions:", result.toString());
            assertEquals(Map.of(), result.others(), "neither taken nor refused as they should");
            assertEquals(questions, result.taken() + result.refused());
            assertTrue(result.taken() > 0, "some are taken");
            assertEquals(result.taken(), result.whole(), "what is taken is answered");
            ServerView view = new ServerView(server.port());
            assertEquals(result.taken(), view.figure("completedStreams"));
            try (EventStream after = EventStream.ask(server.port(), "after", "And now?")) {
                assertEquals(200, after.status(), "there is room again");
                assertEquals("complete", after.rest().getLast().event());
            }
        }
    }
}
