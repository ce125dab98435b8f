package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeTextTest {
    private static final int LINES = 80_000;

    @TempDir
    private Path folder;

    @Test
    void aFileOfLettersWithoutWordsIsIndexedInASmallHeap() throws Exception {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            byte[] line = new byte[57];
            random.nextBytes(line);
            text.append(Base64.getEncoder().encodeToString(line)).append('\n');
        }
        Path documents = Files.createDirectory(folder.resolve("documents"));
        Files.writeString(documents.resolve("keys.txt"), text, StandardCharsets.US_ASCII);
        List<String> flags = new ArrayList<>(ServerProcess.packagedFlags());
        flags.add("-Xmx256m");
        try (ServerProcess server = ServerProcess.start(folder, Map.of("RILL_DOCUMENTS", documents.toString(),
                "RILL_EMBEDDINGS", "off"), flags)) {
            Uploader anybody = new Uploader(server.port(), "");
            Polling.until(() -> anybody.get("/health/ready").status() == 200);
            assertEquals(1, anybody.get("/documents").json().get("total").intValue());
        }
    }
}
