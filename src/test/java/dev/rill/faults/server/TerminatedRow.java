package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Figures;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that is asked to end while answers are written: half of them end in time, half would go on for ever. */
final class TerminatedRow {
    private final ServerProcess server;
    private final int streams;
    private final Queue<Gate> gates = new ConcurrentLinkedQueue<>();

    private TerminatedRow(ServerProcess server, int streams) {
        this.server = server;
        this.streams = streams;
    }

    /** @param drainSeconds how long running answers may take */
    static void play(Path folder, int streams, int drainSeconds, Figures figures) throws Exception {
        try (FakeModel model = FakeModel.start()) {
            Map<String, String> settings = TestServer.withModel(model,
                    Map.of("RILL_DRAIN_TIMEOUT", "PT" + drainSeconds + "S"));
            try (ServerProcess server = ServerProcess.start(folder, settings)) {
                new TerminatedRow(server, streams).play(model, figures);
            }
            try (ServerProcess again = ServerProcess.start(folder, settings)) {
                ServerView view = new ServerView(again.port());
                for (int i = 0; i < streams; i++) {
                    assertEquals(i % 2 == 0 ? new ServerView.Stored("complete", "one two ")
                            : new ServerView.Stored("error", "one "), view.last("t" + i).orElseThrow());
                }
            }
        }
    }

    private void play(FakeModel model, Figures figures) throws Exception {
        Answer ending = Answer.of("one ", "two ");
        model.byDefault(request -> request.question().equals("End")
                ? ending.withGate(afterOneToken()) : ending.withFaultAfter(1, Effect.silence()));
        List<EventStream> running = ask();
        long begun = System.nanoTime();
        server.askToEnd();
        ServerView view = new ServerView(server.port());
        Polling.until(() -> view.status("/health/ready") == 503);
        figures.since("not ready after", begun);
        assertEquals(200, view.status("/health/live"));
        try (EventStream refused = EventStream.ask(server.port(), "late", "Hi")) {
            assertEquals(503, refused.status());
            assertEquals("DRAINING", refused.problem().get("code").stringValue());
        }
        gates.forEach(Gate::open);
        assertEnds(running);
        int exit = server.awaitEnd();
        figures.since("ended with " + exit + " after", begun);
        assertTrue(exit == 0 || exit == 143, "exit code " + exit);
    }

    private Gate afterOneToken() {
        Gate gate = new Gate();
        gate.release(1);
        gates.add(gate);
        return gate;
    }

    private List<EventStream> ask() throws IOException {
        List<EventStream> asked = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            asked.add(EventStream.ask(server.port(), "t" + i, i % 2 == 0 ? "End" : "Go on"));
        }
        for (EventStream stream : asked) {
            stream.next("token");
        }
        return asked;
    }

    private void assertEnds(List<EventStream> running) throws IOException {
        for (int i = 0; i < streams; i++) {
            try (EventStream stream = running.get(i)) {
                EventStream.Event end = stream.rest().getLast();
                assertEquals(i % 2 == 0 ? "complete" : "error", end.event(), end::data);
                if (i % 2 == 1) {
                    assertEquals("DRAINING", end.json().get("code").stringValue());
                    assertTrue(end.json().get("retryable").booleanValue());
                }
            }
        }
    }
}
