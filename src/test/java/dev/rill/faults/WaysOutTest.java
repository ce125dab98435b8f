package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rill.http.RawHttp;
import dev.rill.launch.Folders;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.Uploader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a document reaches somebody who may not read it, whatever they ask for. */
class WaysOutTest {
    static final String FOLDER = "nachtfalter";
    static final String PATH = FOLDER + "/plan.md";
    /** Its path, its title, its heading and a word of its text. */
    private static final List<String> SECRETS = List.of(FOLDER, "quetzalcoatl", "yggdrasil", "zugzwang");

    @TempDir
    private Path base;
    private Path documents;

    @BeforeEach
    void write() throws IOException {
        documents = Files.createDirectories(base.resolve("documents"));
        Files.writeString(documents.resolve("open.md"), "# Leases\n\nA lease of a cable drum can be ended.\n");
        Path hidden = Files.createDirectories(documents.resolve(FOLDER));
        Files.writeString(hidden.resolve(".rill.yaml"), "readers: [group:hr]\n");
        Files.writeString(hidden.resolve("plan.md"), "---\ntags: [zugzwang]\n---\n# Quetzalcoatl\n\n"
                + "## Who decides about the Yggdrasil cable drum?\n\nThe cable drum lease ends after ZUGZWANG days.\n");
        Files.writeString(hidden.resolve("broken.md"), "");
        Files.writeString(hidden.resolve("scan.zugzwang"), "x");
    }

    @Test
    void aModelTellsAndAProtocolSendsNothingToWhoMayNot() throws Exception {
        try (FaultBed bed = FaultBed.with(settings(KeyFile.write(base, "anna anna-key group:hr", "ben ben-key",
                "root root-key admin group:staff").toString()))) {
            bed.model.byDefault(WaysOutTest::script);
            assertWalk(bed);
            for (RecordedRequest request : bed.model.requests()) {
                assertTrue(!request.body().contains("no right") || !holdsSecret(request.body()), request.body());
            }
        }
    }

    @Test
    void aServerWithoutAModelQuotesNothingToWhoMayNot() throws Exception {
        Map<String, String> settings = settings(KeyFile.write(base, "anna anna-key group:hr", "ben ben-key",
                "root root-key admin group:staff").toString());
        settings.put("OPENAI_BASE_URL", "");
        settings.put("OPENAI_API_KEY", "");
        settings.put("OPENAI_MODEL", "");
        try (FaultBed bed = FaultBed.with(settings)) {
            assertWalk(bed);
        }
    }

    @Test
    void aSourceThatNamesItsReadersIsNotThereForOthers() throws Exception {
        Path source = Files.move(documents.resolve(FOLDER), base.resolve("people"));
        Files.delete(source.resolve(".rill.yaml"));
        Path config = Files.writeString(base.resolve("sources.yaml"), "sources:\n  open: {folder: " + documents
                + "}\n  " + FOLDER + ": {folder: " + source + ", readers: [group:hr]}\n  " + FOLDER
                + "2: {folder: " + base.resolve("not-there") + ", readers: [group:hr]}\n");
        Map<String, String> settings = settings(KeyFile.write(base, "anna anna-key group:hr", "ben ben-key",
                "root root-key admin group:staff").toString());
        settings.remove("RILL_DOCUMENTS");
        settings.putAll(Map.of("RILL_CONFIG", config.toString(), "OPENAI_BASE_URL", "", "OPENAI_API_KEY", "",
                "OPENAI_MODEL", ""));
        try (FaultBed bed = FaultBed.with(settings)) {
            assertWalk(bed);
            assertTrue(new WaysOut(bed, "anna-key").call("GET", "/documents", null, Map.of()).text()
                    .contains("it is not there"));
        }
    }

    @Test
    void withoutUsersNobodySeesWhatNamesItsReadersAndTheServerSaysSo() throws Exception {
        try (LogCapture log = new LogCapture()) {
            try (FaultBed bed = FaultBed.with(Map.of("RILL_DOCUMENTS", documents.toString()))) {
                bed.model.byDefault(WaysOutTest::script);
                for (WaysOut.Seen seen : new WaysOut(bed, "").all()) {
                    assertFalse(holdsSecret(seen.text()), seen::toString);
                }
                assertEquals(1, bed.call("GET", "/documents").json().get("total").intValue());
            }
            assertEquals(1, log.count("nobody is asked who they are, so nobody sees them"));
        }
    }

    @Test
    void whoLosesARightKeepsTheThreadAndNotWhatItCites() throws Exception {
        Path keys = KeyFile.write(base, "anna anna-key group:hr");
        try (FaultBed bed = FaultBed.with(settings(keys.toString()))) {
            bed.model.byDefault(request -> request.offersTools() && !request.hasToolResult()
                    ? script(request) : Answer.of("It is said in [1] and [2]."));
            WaysOut anna = new WaysOut(bed, "anna-key");
            Map<String, String> once = Map.of("Idempotency-Key", "k");
            RawHttp.Response told = anna.call("POST", "/chat", WaysOut.chat("old"), once);
            assertTrue(holdsSecret(told.text()), told::text);
            String messageId = anna.messages("old").get(1).get("id").stringValue();
            assertTrue(holdsSecret(anna.call("GET", "/chat/stream/" + messageId, null, Map.of()).text()));
            KeyFile.write(base, "anna anna-key group:other");
            Polling.until(() -> anna.call("GET", "/session", null, Map.of()).text().contains("other"));
            for (String path : List.of("/threads/old", "/threads/old/export")) {
                for (String type : List.of("application/json", "text/markdown")) {
                    RawHttp.Response seen = anna.call("GET", path, null, Map.of("Accept", type));
                    assertEquals(200, seen.status());
                    assertFalse(holdsSecret(seen.text()), seen::text);
                    assertTrue(seen.text().contains("It is said in") && seen.text().contains("may not read"),
                            seen::text);
                }
            }
            RawHttp.Response again = anna.call("POST", "/chat", WaysOut.chat("old"), once);
            assertEquals(200, again.status(), again::text);
            assertFalse(holdsSecret(again.text()), again::text);
            assertEquals(410, anna.call("GET", "/chat/stream/" + messageId, null, Map.of()).status());
            KeyFile.write(base, "anna anna-key group:hr");
            Polling.until(() -> holdsSecret(anna.call("GET", "/threads/old", null, Map.of()).text()));
        }
    }

    @Test
    void whatMayNotBeReadIsAnsweredAsWhatIsNotThere() throws Exception {
        try (FaultBed bed = FaultBed.with(settings(KeyFile.write(base, "ben ben-key").toString()))) {
            WaysOut ben = new WaysOut(bed, "ben-key");
            Map<String, String> same = Map.of("X-Request-Id", "same");
            for (String query : List.of("", "?from=1&to=2", "?hash=0")) {
                RawHttp.Response denied = ben.call("GET", "/documents/" + PATH + query, null, same);
                RawHttp.Response unknown = ben.call("GET", "/documents/" + FOLDER + "/none.md" + query, null, same);
                assertEquals(404, denied.status());
                assertEquals(unknown.text().replace("none.md", "plan.md"), denied.text());
                assertEquals(unknown.headers().keySet(), denied.headers().keySet());
            }
        }
    }

    @Test
    void whatSomebodyHasSentIsNotThereForOthers() throws Exception {
        String text = Files.readString(documents.resolve(PATH));
        Folders.delete(documents.resolve(FOLDER));
        try (FaultBed bed = FaultBed.with(settings(KeyFile.write(base, "anna anna-key", "ben ben-key",
                "root root-key admin group:staff").toString()))) {
            bed.model.byDefault(WaysOutTest::script);
            Uploader anna = new Uploader(bed.port(), "anna-key");
            String id = anna.send("plan.md", text).json().get("id").stringValue();
            assertWalk(bed, anna.settled(id).get("path").stringValue());
        }
    }

    private void assertWalk(FaultBed bed) throws Exception {
        assertWalk(bed, PATH);
    }

    private void assertWalk(FaultBed bed, String path) throws Exception {
        Polling.until(() -> new WaysOut(bed, "anna-key").call("GET", "/documents", null, Map.of()).json()
                .get("notRead").get("pending").intValue() == 0);
        for (WaysOut.Seen seen : new WaysOut(bed, "anna-key", path).all()) {
            assertTrue(!seen.telling() || holdsSecret(seen.text()), () -> "who may read it learns nothing by " + seen);
        }
        for (String key : List.of("ben-key", "root-key")) {
            try (LogCapture log = new LogCapture()) {
                for (WaysOut.Seen seen : new WaysOut(bed, key, path).all()) {
                    assertFalse(holdsSecret(seen.text()), () -> key + " sees " + seen);
                }
                for (String secret : SECRETS.subList(1, SECRETS.size())) {
                    assertEquals(0, log.count(secret), secret);
                }
            }
        }
    }

    private Map<String, String> settings(String keys) {
        return new HashMap<>(Map.of("RILL_DOCUMENTS", documents.toString(), "RILL_AUTH_KEYS", keys));
    }

    private static boolean holdsSecret(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(lower::contains);
    }

    /** Looks in every way that a model can, and then tells all that it was shown. */
    private static Script script(RecordedRequest request) {
        if (!request.streams()) {
            return Answer.of("[1, 2, 3]");
        }
        if (request.offersTools() && !request.hasToolResult()) {
            return Answer.ofDeltas(List.of(
                    new Delta.Tool(0, "call_1", "search_documents", "{\"queries\":[\"cable drum lease\"]}"),
                    new Delta.Tool(1, "call_2", "read_document", "{\"path\":\"plan.md\"}"),
                    new Delta.Tool(2, "call_3", "list_documents", "{}"),
                    new Delta.Tool(3, "call_4", "search_documents", "{\"queries\":[\"days\"],\"tags\":[\"zugzw\"]}")))
                    .withFinishReason("tool_calls");
        }
        StringBuilder told = new StringBuilder("I was told [1] ");
        for (JsonNode message : request.json().path("messages")) {
            if (!message.path("role").asText().equals("assistant")) {
                told.append(message.path("content").asText()).append('\n');
            }
        }
        return Answer.words(told.toString());
    }
}
