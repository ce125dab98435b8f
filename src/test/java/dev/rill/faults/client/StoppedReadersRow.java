package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Figures;
import dev.rill.faults.PacedStreams;
import dev.rill.faults.Unread;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Clients that stop reading while others read on: what is held for them, and what the others notice. */
final class StoppedReadersRow {
    private static final int OTHERS = 10;
    private static final int TOKENS_OBSERVED = 20;
    /** What the kernel holds is not the heap's: the send buffer as it is set, which Linux doubles. */
    private static final long SEND_BUFFER_BYTES = 96 << 10;
    private static final long MOST_BYTES = 300 << 10;

    private final ServerProcess server;
    private final ServerView view;
    private final int count;

    private StoppedReadersRow(ServerProcess server, int count) {
        this.server = server;
        this.view = new ServerView(server.port());
        this.count = count;
    }

    static void play(Path folder, int count, Figures figures) throws Exception {
        Answer endless = Answer.of("token ".repeat(100_000).split("(?<= )"));
        Answer paced = endless.withDelay(Duration.ofMillis(50));
        try (FakeModel model = FakeModel.start().withoutRecording()
                        .byDefault(request -> request.question().equals("Much") ? endless : paced);
                ServerProcess server = ServerProcess.start(folder, TestServer.withModel(model,
                        Map.of("RILL_WRITE_STALL_TIMEOUT", "PT5M")), ServerProcess.packagedFlags());
                PacedStreams others = new PacedStreams()) {
            new StoppedReadersRow(server, count).play(others, figures);
        }
    }

    private void play(PacedStreams others, Figures figures) throws Exception {
        stopReading("first", 5).forEach(StoppedReadersRow::close);
        Polling.until(() -> view.figure("activeConnections") == 0);
        for (int i = 0; i < OTHERS; i++) {
            others.read(EventStream.ask(server.port(), "other" + i, "Slowly"));
        }
        figures.figure("gap between the others' tokens before", others.gaps(TOKENS_OBSERVED).toString());
        long before = server.liveHeapBytes();
        List<Socket> stopped = stopReading("stopped", count);
        figures.figure("gap between the others' tokens meanwhile", others.gaps(TOKENS_OBSERVED).toString());
        long held = (server.liveHeapBytes() - before) / count;
        figures.bytes("heap held for each of " + count, held);
        assertTrue(held + SEND_BUFFER_BYTES <= MOST_BYTES, held + " bytes of heap");
        assertEquals(OTHERS + count, view.figure("activeConnections"));
        stopped.forEach(StoppedReadersRow::close);
        Polling.until(() -> view.figure("activeConnections") == OTHERS);
    }

    /** Returns when nothing more is written to any of them. */
    private List<Socket> stopReading(String name, int clients) throws Exception {
        List<Socket> stopped = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            stopped.add(Unread.ask(server.port(), name + i, "cancel"));
        }
        Polling.until(() -> blocked(name) == clients);
        return stopped;
    }

    private long blocked(String name) {
        RawHttp.Response monitor = view.get("/streams");
        Instant longAgo = Instant.now().minusMillis(500);
        long blocked = 0;
        for (JsonNode stream : monitor.json().get("active")) {
            if (stream.get("threadId").stringValue().startsWith(name) && stream.get("tokenCount").intValue() > 0
                    && Instant.parse(stream.get("lastActivity").stringValue()).isBefore(longAgo)) {
                blocked++;
            }
        }
        return blocked;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
