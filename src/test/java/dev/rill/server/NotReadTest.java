package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files of the folder that are not read are told wherever somebody might miss them. */
class NotReadTest {
    private static final String NOT_READ = "2 .msg files, 1 .vsd file and 1 that cannot be read (binary.md)";

    @TempDir
    Path folder;
    private Path documents;

    @BeforeEach
    void documents() throws IOException {
        documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("guide.md"), "# Guide\n\nTurn the handle to the left.\n");
        Files.write(documents.resolve("binary.md"), new byte[] {'a', 0, 'b'});
        for (String name : new String[] {"one.msg", "two.msg", "three.vsd"}) {
            Files.writeString(documents.resolve(name), "x");
        }
    }

    private Map<String, String> settings() {
        return Map.of("RILL_DOCUMENTS", documents.toString());
    }

    @Test
    void theListOfDocumentsSaysWhatIsNotInIt() throws Exception {
        try (TestServer server = TestServer.startIn(folder, settings())) {
            JsonNode list = RawHttp.call(server.port(), "GET", "/documents").json();
            assertEquals(1, list.get("total").intValue());
            JsonNode notRead = list.get("notRead");
            assertEquals(3, notRead.get("passedOver").intValue());
            assertEquals("[{\"ending\":\".msg\",\"files\":2},{\"ending\":\".vsd\",\"files\":1}]",
                    notRead.get("endings").toString());
            assertEquals("[{\"path\":\"binary.md\",\"reason\":\"it is binary\"}]", notRead.get("files").toString());
            assertEquals(NOT_READ, notRead.get("summary").stringValue());
            assertEquals(0, notRead.get("pending").intValue());
            assertFalse(notRead.has("gone"));
        }
    }

    @Test
    void theBuiltInAnswererDoesNotSayThatTheDocumentsHoldNothing() throws Exception {
        try (TestServer server = TestServer.startIn(folder, settings())) {
            String answer = ask(server, "Which pumpkins are the heaviest?");
            assertFalse(answer.contains("The documents do not hold"), answer);
            assertTrue(answer.startsWith("Nothing was found that matches this question. Not read: "
                    + NOT_READ + "."), answer);
        }
    }

    @Test
    void whereAllWasReadItSaysSo() throws Exception {
        for (String name : new String[] {"one.msg", "two.msg", "three.vsd", "binary.md"}) {
            Files.delete(documents.resolve(name));
        }
        try (TestServer server = TestServer.startIn(folder, settings())) {
            String answer = ask(server, "Which pumpkins are the heaviest?");
            assertTrue(answer.startsWith("Nothing was found that matches this question."), answer);
            assertFalse(answer.contains("Not read"), answer);
        }
    }

    @Test
    void aModelIsToldWhatWasNotReadWheneverItIsAsked() throws Exception {
        for (String search : new String[] {"always", "tool"}) {
            try (FakeModel model = FakeModel.start()) {
                model.byDefault(Answer.of("Hm."));
                Map<String, String> settings = new java.util.HashMap<>(settings());
                settings.put("RILL_SEARCH", search);
                try (TestServer server = TestServer.startIn(folder, TestServer.withModel(model, settings))) {
                    ask(server, "Which pumpkins are the heaviest?");
                    assertTrue(model.takeRequest().body().contains("Not read: " + NOT_READ), search);
                }
            }
        }
    }

    @Test
    void theLogSaysAtTheStartWhichKindsArePassedOver() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, settings())) {
            assertTrue(server.log().contains("Passed over 3 files of kinds that are not read: 2 .msg, 1 .vsd"),
                    server.log());
            assertTrue(server.log().contains("Left out binary.md: it is binary"), server.log());
        }
    }

    @Test
    void aFolderThatHasGoneIsTiedToNoRefusalAndShownUntilItIsBack() throws Exception {
        try (TestServer server = TestServer.startIn(folder, settings())) {
            assertEquals("UP", health(server).at("/checks/documents/status").stringValue());
            Files.move(documents, folder.resolve("away"));
            Polling.until(() -> health(server).at("/checks/documents/status").stringValue().equals("DOWN"));
            JsonNode health = health(server);
            assertEquals("UP", health.get("status").stringValue());
            assertEquals("their folder cannot be looked at: it is not there; answers come from what was read before",
                    health.at("/checks/documents/detail").stringValue());
            JsonNode list = RawHttp.call(server.port(), "GET", "/documents").json();
            assertEquals(1, list.get("total").intValue());
            assertTrue(list.at("/notRead/gone").stringValue().contains("it is not there"), list::toString);
            assertTrue(ask(server, "Where do I turn the handle?").contains("to the left"));

            Files.move(folder.resolve("away"), documents);
            Polling.until(() -> health(server).at("/checks/documents/status").stringValue().equals("UP"));
            Polling.until(() -> !documents(server).at("/notRead").has("gone"));
        }
    }

    private static JsonNode documents(TestServer server) {
        return get(server, "/documents");
    }

    private static JsonNode health(TestServer server) {
        return get(server, "/health");
    }

    private static JsonNode get(TestServer server, String path) {
        try {
            return RawHttp.call(server.port(), "GET", path).json();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(TestServer server, String question) throws IOException {
        return RawHttp.json(server.port(), "POST", "/chat", "{\"threadId\":\"t\",\"message\":\"" + question + "\"}")
                .json().get("answer").stringValue();
    }
}
