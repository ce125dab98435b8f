package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.faults.Durations;
import dev.rill.faults.Figures;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server none of whose files can be written: database, index, log. The kernel refuses every write of the process, as
 * it does on a full disk, until it is allowed again.
 */
final class FullDiskRow {
    private static final ServerView.Stored STORED = new ServerView.Stored("complete", "one two three ");
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final Path documents;
    private final Gate gate = new Gate();
    private final ServerProcess server;
    private final ServerView view;

    private FullDiskRow(Path documents, ServerProcess server) {
        this.documents = documents;
        this.server = server;
        this.view = new ServerView(server.port());
    }

    static void play(Path folder, Figures figures) throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "Linux has it");
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("one.md"), "# Apples\n\nApples are red.\n");
        try (FakeModel model = FakeModel.start();
                ServerProcess server = ServerProcess.start(folder, TestServer.withModel(model,
                        Map.of("RILL_DOCUMENTS", documents.toString())), List.of("-XX:TieredStopAtLevel=1"))) {
            new FullDiskRow(documents, server).play(model, figures);
        }
    }

    private void play(FakeModel model, Figures figures) throws Exception {
        model.byDefault(Answer.of("one ", "two ", "three ").withGate(gate));
        try (EventStream running = EventStream.ask(server.port(), "running", "Count")) {
            running.next("start");
            gate.release(1);
            running.next("token");
            allowWrites(false);
            figures.figure("refused after", refusals().toString());
            Files.writeString(documents.resolve("two.md"), "# Pears\n\n" + "Pears are green. ".repeat(3000));
            assertEquals(200, view.status("/health/live"));
            gate.open();
            EventStream.Event end = running.rest().getLast();
            assertEquals("complete", end.event(), end::data);
            assertEquals("one two three ", end.json().get("finalContent").stringValue());
            assertFalse(end.json().get("saved").booleanValue());
            recovery(figures);
        }
    }

    private Durations refusals() throws IOException {
        Durations refusals = new Durations();
        for (int i = 0; i < 20; i++) {
            long begun = System.nanoTime();
            try (EventStream refused = EventStream.ask(server.port(), "refused-" + i, "Hi")) {
                assertEquals(503, refused.status());
                assertEquals("STORE_UNAVAILABLE", refused.problem().get("code").stringValue());
                assertTrue(refused.header("retry-after").isPresent());
            }
            refusals.add(System.nanoTime() - begun);
        }
        return refusals;
    }

    private void recovery(Figures figures) throws Exception {
        allowWrites(true);
        long begun = System.nanoTime();
        Polling.until(() -> view.last("running").equals(Optional.of(STORED)));
        figures.since("the answer is stored after", begun);
        Polling.until(() -> accepted("again"));
        figures.since("a question is taken after", begun);
        Polling.until(() -> view.get("/documents").text().contains("two.md"));
        figures.since("a new document is indexed after", begun);
        assertEquals(2, view.get("/threads").json().get("total").intValue(), "nothing is left of what was refused");
    }

    private boolean accepted(String thread) {
        try (EventStream stream = EventStream.ask(server.port(), thread, "Hi")) {
            return stream.status() == 200 && stream.rest().getLast().json().path("saved").booleanValue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void allowWrites(boolean allowed) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(server.pid()),
                "--fsize=" + (allowed ? "unlimited" : "0") + ":unlimited").inheritIO().start();
        assertEquals(0, prlimit.waitFor());
    }
}
