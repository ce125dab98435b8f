package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an answer cites is kept with it, and a document says when it has changed since. */
class CitedTextTest {
    private static final String CITED = "# Backups\n\nLedger backups are kept for thirty days.";

    @Test
    void whatWasCitedStaysWhenTheDocumentChanges(@TempDir Path folder) throws IOException, InterruptedException {
        Path documents = Files.createDirectory(folder.resolve("documents"));
        Files.writeString(documents.resolve("a.md"), CITED + "\n");
        Files.writeString(documents.resolve("b.md"), "# Other\n\nOther ledger backups.\n");
        try (FakeModel model = FakeModel.start(); TestServer server = TestServer.startIn(folder,
                TestServer.withModel(model, Map.of("RILL_DOCUMENTS", documents.toString(), "RILL_SEARCH", "always")))) {
            model.byDefault(Answer.of("Thirty days [1]."));
            JsonNode told = EventStream.ask(server.port(), "t", "How long are ledger backups kept?").rest().getLast()
                    .json().get("sources");
            JsonNode source = told.get(0);
            assertEquals(CITED, source.get("text").stringValue());
            assertFalse(told.get(1).has("text"), "it is not cited");
            String url = "/documents/a.md?hash=" + source.get("hash").stringValue();
            assertFalse(get(server, url).get("changed").booleanValue());

            Files.writeString(documents.resolve("a.md"), "# Intro\n\nInvoices.\n\n" + CITED + "\n");
            Polling.until(() -> get(server, url).get("changed").booleanValue());

            assertEquals(told, get(server, "/threads/t").at("/messages/1/sources"));
            assertEquals(told, get(server, "/threads/t/export").at("/messages/1/sources"));
            new OpenApiContract().assertMatches("Sources", told);
            String url2 = "/documents/b.md?hash=" + told.get(1).get("hash").stringValue();
            assertFalse(get(server, url2).get("changed").booleanValue(), "the other one has not changed");
            Files.delete(documents.resolve("a.md"));
            Polling.until(() -> status(server, url) == 404);
            assertTrue(get(server, "/threads/t").at("/messages/1/sources/0/text").stringValue()
                    .contains("thirty days"));
        }
    }

    private static JsonNode get(TestServer server, String path) {
        return new ServerView(server.port()).get(path).json();
    }

    private static int status(TestServer server, String path) {
        RawHttp.Response response = new ServerView(server.port()).get(path);
        return response.status();
    }
}
