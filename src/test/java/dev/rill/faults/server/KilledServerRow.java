package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Figures;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A server that is killed at moments that nobody chose, again and again, in one data folder. */
final class KilledServerRow {
    private static final String TEXT = "word ".repeat(50);

    private final Random random;
    private final List<String> acknowledged = new ArrayList<>();
    private int threads;

    private KilledServerRow(Random random) {
        this.random = random;
    }

    static void play(Path folder, int kills, Figures figures) throws Exception {
        KilledServerRow row = new KilledServerRow(new Random(1));
        try (FakeModel model = FakeModel.start()) {
            Map<String, String> settings = TestServer.withModel(model, Map.of());
            for (int kill = 0; kill <= kills; kill++) {
                try (ServerProcess server = ServerProcess.start(folder, settings)) {
                    row.assertKept(new ServerView(server.port()));
                    if (kill < kills) {
                        Gate gate = new Gate();
                        model.byDefault(Answer.words(TEXT).withGate(gate));
                        row.ask(server.port());
                        gate.release(row.random.nextInt(100));
                        server.kill();
                    }
                }
            }
        }
        figures.figure("kills", kills + ", " + row.threads + " open answers, none lost");
    }

    private void ask(int port) throws IOException {
        acknowledged.clear();
        for (int i = random.nextInt(3, 12); i > 0; i--) {
            String thread = "t" + threads++;
            EventStream.ask(port, thread, "Question " + i).next("start");
            acknowledged.add(thread);
        }
    }

    private void assertKept(ServerView view) {
        for (String thread : acknowledged) {
            ServerView.Stored answer = view.last(thread).orElseThrow();
            assertEquals("interrupted", answer.status(), thread);
            assertTrue(TEXT.startsWith(answer.content()), thread);
        }
    }
}
