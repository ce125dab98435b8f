package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.Rill;
import dev.rill.StartException;
import dev.rill.config.RillConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    Path folder;

    @Test
    void aTakenPortIsSaidInOneSentenceAndNothingStaysOpen() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            RillConfig config = TestServer.config(folder, Map.of("PORT", port));
            StartException refused = assertThrows(StartException.class, () -> Rill.start(config).close());
            assertEquals("Port " + port + " on 127.0.0.1 cannot be listened on: it is taken, or not this machine's. "
                    + "PORT and HOST choose another.", refused.getMessage());
        }
        TestServer.startIn(folder, Map.of()).close();
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefusedInOneSentence() {
        TestServer first = TestServer.startIn(folder, Map.of());
        RillConfig config = TestServer.config(folder, Map.of());
        StartException refused = assertThrows(StartException.class, () -> Rill.start(config).close());
        assertEquals("Rill cannot start: The data folder " + folder.resolve("data")
                + " is in use by another Rill server.", refused.getMessage());
        first.close();
    }
}
