package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.config.RillConfig;
import dev.rill.http.body.ApiDocument;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.launch.Guard;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedServerTest {
    private static final int BETWEEN_COLLECTIONS_MILLIS = 50;

    @Test
    void aStoppedServerHoldsNothingOfWhatAnswered(@TempDir Path folder) throws Exception {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        Reference<Object> answers = answering(folder, collected);
        long deadline = Guard.deadline();
        Reference<?> found = null;
        while (found == null) {
            assertTrue(System.nanoTime() - deadline < 0, "what answered is still held");
            System.gc();
            found = collected.remove(BETWEEN_COLLECTIONS_MILLIS);
        }
        assertEquals(answers, found);
    }

    /** Asks a server once, and stops it. */
    private static Reference<Object> answering(Path folder, ReferenceQueue<Object> collected) throws IOException {
        byte[] answer = "yes".getBytes();
        RillConfig config = ServerFixture.config(Map.of(), folder);
        Routes routes = () -> List.of(Route.of("/asked", Access.OPEN).get((_, response) -> response.send(answer)));
        try (HttpServer server = HttpServer.start(config, ApiDocument.load(config.chat()), List.of(routes),
                Issuers.NONE, _ -> { }, Optional.empty())) {
            assertEquals("yes", RawHttp.call(server.port(), "GET", "/asked", Map.of(), null).text());
        }
        return new WeakReference<>(answer, collected);
    }
}
