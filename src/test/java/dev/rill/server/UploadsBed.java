package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a document of its own and two users who send theirs. */
abstract class UploadsBed {
    static final String TEXT = "# Quokkas\n\nA quokka sleeps for seventeen hours.\n";

    @TempDir
    Path folder;
    TestServer server;
    Uploader anna;
    Uploader ben;

    @BeforeEach
    void start() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("open.md"), "# Wombats\n\nA wombat digs.\n");
        start(Map.of());
    }

    /** Where servers are configured in another way. */
    Map<String, String> always() {
        return Map.of();
    }

    /** What is kept in the data folder. */
    Path uploads() {
        return folder.resolve("data/uploads");
    }

    void start(Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(always());
        settings.putAll(Map.of("RILL_DOCUMENTS", folder.resolve("documents").toString(),
                "RILL_AUTH_KEYS", KeyFile.write(folder, "anna anna-key", "ben ben-key").toString()));
        settings.putAll(more);
        server = TestServer.startIn(folder, settings);
        anna = new Uploader(server.port(), "anna-key");
        ben = new Uploader(server.port(), "ben-key");
    }

    void restart(Map<String, String> more) throws IOException {
        server.close();
        start(more);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static void assertRefused(int status, String code, RawHttp.Response refused) {
        assertEquals(status, refused.status(), refused::text);
        assertEquals(code, refused.json().get("code").stringValue());
    }

    long kept() throws IOException {
        try (Stream<Path> files = Files.list(uploads())) {
            return files.filter(file -> !file.endsWith(".incoming")).count();
        }
    }

    long incoming() {
        try (Stream<Path> files = Files.list(uploads().resolve(".incoming"))) {
            return files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
