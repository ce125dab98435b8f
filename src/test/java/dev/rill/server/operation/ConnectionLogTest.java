package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.server.ServerProcess;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLogTest {
    @TempDir
    private Path folder;

    @Test
    void aClientThatLeavesBeforeItHasSaidAnythingIsNotWorthALine() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of())) {
            for (int i = 0; i < 40; i++) {
                try (Socket client = new Socket("127.0.0.1", server.port())) {
                    client.getOutputStream().write("PRI * HTTP/2.0\r\n".getBytes(), 0, i % 17);
                    client.setSoLinger(i % 2 == 0, 0);
                }
            }
            server.terminate();
            assertEquals(List.of(), server.log().lines()
                    .filter(line -> line.contains("WARNING") || line.contains("Exception")).toList());
        }
    }
}
