package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.opensearch.TestOpenSearch;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import dev.rill.server.Uploader;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with one PostgreSQL and one index in OpenSearch, which one of them feeds. */
@ExtendWith(TestOpenSearch.class)
class UploadsInOpenSearchTest {
    @TempDir
    private Path folder;
    private final String url = TestPostgres.newDatabase();

    private TestServer server(String name, TestOpenSearch.Server search) throws IOException {
        return TestServer.startIn(folder.resolve(name), Map.of("RILL_DATABASE_URL", url, "RILL_REPLICAS", "true",
                "RILL_SEARCH_URL", search.url().toString(), "RILL_DOCUMENTS",
                Files.createDirectories(folder.resolve("documents")).toString(),
                "RILL_AUTH_KEYS", KeyFile.write(folder, "anna anna-key", "ben ben-key").toString()));
    }

    @Test
    void whatIsSentToEitherIsFoundByItsOwnerAtBothAndDeletedAtEither(TestOpenSearch.Server search) throws Exception {
        try (TestServer red = server("red", search); TestServer green = server("green", search)) {
            List<Uploader> anna = List.of(new Uploader(red.port(), "anna-key"), new Uploader(green.port(), "anna-key"));
            Uploader ben = new Uploader(green.port(), "ben-key");
            for (int from : List.of(0, 1)) {
                String path = anna.get(from).indexed("quokkas.md", "# Quokkas\n\nA quokka sleeps.\n", "").get("path")
                        .stringValue();
                for (Uploader each : anna) {
                    assertEquals(List.of(path), each.found("quokka", ""));
                }
                assertEquals(List.of(), ben.found("quokka", ""));
                assertTrue(ben.get("/documents/" + path).status() == 404);
                assertEquals(200, anna.get(1 - from).delete("/documents/" + path).status());
                assertEquals(List.of(), anna.get(1 - from).found("quokka", ""));
                Polling.until(() -> anna.get(from).found("quokka", "").isEmpty());
            }
        }
    }

    @Test
    void aFileThatCannotBeReadIsToldAtBothAndHoldsUpNoOther(TestOpenSearch.Server search) throws Exception {
        try (TestServer red = server("red", search); TestServer green = server("green", search)) {
            List<Uploader> anna = List.of(new Uploader(red.port(), "anna-key"), new Uploader(green.port(), "anna-key"));
            for (int from : List.of(0, 1)) {
                String broken = anna.get(from).send("broken" + from + ".pdf", "no PDF").json().get("id").stringValue();
                String behind = anna.get(from).send("numbats" + from + ".md", "# Numbats\n\nA numbat eats.\n").json()
                        .get("id").stringValue();
                for (Uploader each : anna) {
                    assertEquals("indexed", each.settled(behind).get("state").stringValue());
                    assertEquals("left-out", each.settled(broken).get("state").stringValue());
                }
            }
        }
    }
}
