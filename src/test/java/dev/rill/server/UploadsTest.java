package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What users send to a server, over its whole life. */
class UploadsTest {
    private static final String TEXT = "# Quokkas\n\nA quokka sleeps for seventeen hours.\n";

    @TempDir
    private Path folder;
    private TestServer server;
    private Uploader anna;
    private Uploader ben;

    @BeforeEach
    void start() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("open.md"), "# Wombats\n\nA wombat digs.\n");
        start(Map.of());
    }

    private void start(Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("RILL_DOCUMENTS", folder.resolve("documents").toString(),
                "RILL_AUTH_KEYS", KeyFile.write(folder, "anna anna-key", "ben ben-key").toString()));
        settings.putAll(more);
        server = TestServer.startIn(folder, settings);
        anna = new Uploader(server.port(), "anna-key");
        ben = new Uploader(server.port(), "ben-key");
    }

    private void restart(Map<String, String> more) throws IOException {
        server.close();
        start(more);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFileIsAcceptedThenIndexedAndFoundByWhoSentItAlone() throws Exception {
        RawHttp.Response taken = anna.send("quokkas.md", TEXT);
        assertEquals(202, taken.status(), taken::text);
        String id = taken.json().get("id").stringValue();
        assertEquals("uploads/" + id, taken.headers().get("location"));
        JsonNode done = anna.settled(id);
        String path = ".uploads/" + id + "/quokkas.md";
        assertEquals(List.of("indexed", path),
                List.of(done.get("state").stringValue(), done.get("path").stringValue()));
        assertEquals(List.of(path), anna.found("quokka", ""));
        assertTrue(anna.get("/documents").text().contains(path));
        assertTrue(anna.get("/documents").text().contains("\"kind\":\"uploads\""));
        assertTrue(anna.get("/documents/" + path).json().get("text").stringValue().contains("seventeen"));
        assertEquals(TEXT, anna.get("/originals/" + path).text());
        assertEquals(List.of(), ben.found("quokka", ""));
        for (String seen : List.of("/documents", "/uploads", "/suggestions", "/search?q=quokka")) {
            assertFalse(ben.get(seen).text().contains("quokka"), seen);
        }
        for (String denied : List.of("/documents/" + path, "/originals/" + path, "/uploads/" + id)) {
            RawHttp.Response unknown = ben.get(denied.replace(id, "x".repeat(id.length())));
            RawHttp.Response refused = ben.get(denied);
            assertEquals(404, refused.status());
            assertEquals(unknown.text().replace("x".repeat(id.length()), id), refused.text());
        }
    }

    @Test
    void aFormOfABrowserOrOfCurlIsTaken() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"threadId\"\r\n\r\nt1\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"größe \\\"1\\\".md\"\r\n"
                + "Content-Type: text/markdown\r\n\r\n" + TEXT + "\r\n--b--\r\n";
        RawHttp.Response taken = anna.call("POST", "/documents", Map.of("Content-Type",
                "multipart/form-data; boundary=b"), form.getBytes(StandardCharsets.UTF_8));
        assertEquals(202, taken.status(), taken::text);
        assertEquals("größe \"1\".md", taken.json().get("name").stringValue());
        assertEquals("t1", taken.json().get("threadId").stringValue());
        assertEquals(TEXT.length(), taken.json().get("bytes").intValue());
        assertEquals("indexed", anna.settled(taken.json().get("id").stringValue()).get("state").stringValue());
        for (String wrong : List.of("--b--\r\n", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b--",
                form.replace("--b--\r\n", ""), form.replace("--b--\r\n", form))) {
            assertEquals(400, anna.call("POST", "/documents", Map.of("Content-Type", "multipart/form-data; boundary=b"),
                    wrong.getBytes(StandardCharsets.UTF_8)).status(), wrong);
        }
        assertEquals(1, anna.get("/uploads").json().get("uploads").size());
    }

    @Test
    void eventsTellHowFarAnUploadIsAndEndWithIt() throws Exception {
        String id = anna.send("quokkas.md", TEXT).json().get("id").stringValue();
        RawHttp.Response events = anna.call("GET", "/uploads/" + id, Map.of("Accept", "text/event-stream"), null);
        assertEquals("text/event-stream", events.headers().get("content-type"));
        assertTrue(events.text().endsWith("\n\n") && events.text().contains("event: indexed\ndata: {\"id\":\"" + id),
                events::text);
        RawHttp.Response again = anna.call("GET", "/uploads/" + id, Map.of("Accept", "text/event-stream"), null);
        assertTrue(again.text().startsWith("event: indexed\n"), again::text);
        String broken = anna.send("scan.pdf", "no PDF").json().get("id").stringValue();
        String end = anna.call("GET", "/uploads/" + broken, Map.of("Accept", "text/event-stream"), null).text();
        assertTrue(end.contains("event: left-out\n") && end.contains("\"reason\":\"it "), end);
        assertTrue(anna.get("/documents").text().contains("scan.pdf"), "it is among what was not read");
        assertFalse(ben.get("/documents").text().contains("scan.pdf"));
    }

    @Test
    void whatWasAddedToAThreadIsFoundInItAloneAndGoesWithIt() throws Exception {
        JsonNode upload = anna.indexed("quokkas.md", TEXT, "&threadId=t1");
        String path = upload.get("path").stringValue();
        anna.indexed("numbat.md", "# Numbats\n\nA numbat eats termites.\n", "");
        assertEquals(List.of(path), anna.found("quokka", "&threadId=t1"));
        assertEquals(List.of(), anna.found("quokka", ""));
        assertEquals(List.of(), anna.found("quokka", "&threadId=t2"));
        assertEquals(List.of(), ben.found("quokka", "&threadId=t1"));
        assertTrue(anna.get("/documents?threadId=t1").text().contains("quokkas.md"));
        assertFalse(anna.get("/documents").text().contains("quokkas.md"));
        assertTrue(ask(anna, "t1").contains(path), "a question of the thread finds it");
        assertFalse(ask(anna, "t2").contains("quokkas.md"));
        assertFalse(ask(ben, "t1").contains("quokkas.md"));
        assertTrue(anna.get("/threads/t1").text().contains("seventeen"), "its citation is shown to its owner");
        assertEquals(200, anna.get("/documents/" + path).status(), "and opens");
        assertEquals(200, ben.delete("/threads/t1").status(), "the other's thread of that name");
        assertEquals(List.of(path), anna.found("quokka", "&threadId=t1"));
        assertEquals(200, anna.delete("/threads/t1").status());
        assertEquals(List.of(), anna.found("quokka", "&threadId=t1"));
        assertEquals(404, anna.get("/documents/" + path).status());
        assertEquals(1, anna.get("/uploads").json().get("uploads").size());
        assertEquals(1, kept());
    }

    private static String ask(Uploader who, String thread) {
        return who.call("POST", "/chat", Map.of("Content-Type", "application/json"), ("{\"threadId\":\"" + thread
                + "\",\"message\":\"How long does a quokka sleep?\"}").getBytes(StandardCharsets.UTF_8)).text();
    }

    @Test
    void aDeletedUploadIsGoneAtOnceAndAfterARestart() throws Exception {
        String path = anna.indexed("quokkas.md", TEXT, "").get("path").stringValue();
        assertEquals(404, ben.delete("/documents/" + path).status());
        assertEquals(404, anna.delete("/documents/" + path.replace("quokkas", "others")).status());
        assertEquals(403, anna.delete("/documents/open.md").status());
        assertEquals(404, anna.delete("/documents/none.md").status());
        assertEquals(200, anna.delete("/documents/" + path).status());
        assertEquals(404, anna.delete("/documents/" + path).status());
        assertEquals(List.of(), anna.found("quokka", ""));
        assertEquals(404, anna.get("/originals/" + path).status());
        assertEquals(0, kept());
        restart(Map.of());
        assertEquals(List.of(), anna.found("quokka", ""));
        assertEquals(List.of("open.md"), anna.found("wombat", ""));
    }

    @Test
    void theSameFileSentAgainIsTheSameUpload() throws Exception {
        String first = anna.send("quokkas.md", TEXT).json().get("id").stringValue();
        assertEquals(first, anna.send("quokkas.md", TEXT).json().get("id").stringValue());
        assertFalse(anna.send("quokkas.md", TEXT + "More.\n").text().contains(first));
        assertFalse(anna.send("quokkas.md", TEXT.getBytes(StandardCharsets.UTF_8), "&threadId=t").text()
                .contains(first));
        assertFalse(ben.send("quokkas.md", TEXT).text().contains(first));
        assertEquals(4, kept());
    }

    @Test
    void aNameIsHarmlessWhateverIsSent() throws Exception {
        Map<String, String> names = Map.of("../../../etc/passwd", "passwd", "C:\\temp\\x.md", "x.md", "..", "document",
                ".hidden.md", "hidden.md", "a\u202edm.exe.md", "adm.exe.md", "line\nend\u0007.md", "lineend.md",
                "x".repeat(400) + ".md", "x".repeat(117) + ".md", "日本語 %2F#?.md", "日本語 %2F#?.md");
        for (Map.Entry<String, String> name : names.entrySet()) {
            RawHttp.Response taken = anna.send(name.getKey(), TEXT);
            assertEquals(202, taken.status(), taken::text);
            assertEquals(name.getValue(), taken.json().get("name").stringValue());
        }
        for (JsonNode each : anna.get("/uploads").json().get("uploads")) {
            JsonNode done = anna.settled(each.get("id").stringValue());
            assertEquals("indexed", done.get("state").stringValue(), done::toString);
        }
        assertEquals(400, anna.send("a\0.md", TEXT).status());
        assertEquals(400, anna.call("POST", "/documents", Map.of(), TEXT.getBytes(StandardCharsets.UTF_8)).status());
        assertEquals(400, anna.send("x.md", TEXT.getBytes(StandardCharsets.UTF_8), "&threadId=a%2Fb").status());
        assertEquals(names.size(), kept());
    }

    @Test
    void theContentTellsWhatAFileIs() throws Exception {
        assertEquals("notes.foo.txt", anna.send("notes.foo", TEXT).json().get("name").stringValue());
        assertEquals("page.html", anna.send("page.html", "<!doctype html><p>A quokka</p>").json().get("name")
                .stringValue());
        assertEquals("page.x.html", anna.send("page.x", "<!DOCTYPE html><p>A quoll</p>").json().get("name")
                .stringValue());
        assertEquals("report.txt.pdf", anna.send("report.txt", "%PDF-1.7 …").json().get("name").stringValue());
        for (byte[] other : List.of(new byte[0], new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1},
                new byte[] {'P', 'K', 3, 4, 0, 0}, new byte[] {1, 2, 3, 4, 5})) {
            RawHttp.Response refused = anna.send("x.txt", other, "");
            assertEquals(415, refused.status(), refused::text);
            assertEquals("UNREADABLE_FILE", refused.json().get("code").stringValue());
        }
        assertEquals(4, kept());
    }

    @Test
    void limitsAreKeptAndSayWhatTheyAre() throws Exception {
        restart(Map.of("RILL_UPLOAD_MAX_FILE_BYTES", "4096", "RILL_UPLOAD_MAX_FILES_PER_USER", "3",
                "RILL_UPLOAD_MAX_BYTES_PER_USER", "6000"));
        byte[] large = "x".repeat(4097).getBytes(StandardCharsets.UTF_8);
        assertRefused(413, "PAYLOAD_TOO_LARGE", anna.send("large.txt", large, ""));
        assertRefused(413, "PAYLOAD_TOO_LARGE", anna.send("large.txt", new byte[2_000_000], ""));
        assertEquals(202, anna.send("a.txt", "a".repeat(4000)).status());
        assertRefused(409, "UPLOADS_FULL", anna.send("b.txt", "b".repeat(3000)));
        assertEquals(202, anna.send("b.txt", "b".repeat(1000)).status());
        assertEquals(202, anna.send("c.txt", "c").status());
        assertRefused(409, "UPLOADS_FULL", anna.send("d.txt", "d"));
        assertEquals(202, ben.send("d.txt", "d").status());
        assertEquals(200, anna.delete("/documents/" + anna.get("/uploads").json().get("uploads").get(0).get("path")
                .stringValue()).status());
        assertEquals(202, anna.send("d.txt", "d").status());
        assertEquals(413, anna.call("POST", "/threads", Map.of("Content-Type", "application/json"),
                new byte[(1 << 20) + 1]).status(), "other bodies are as long as before");
    }

    private static void assertRefused(int status, String code, RawHttp.Response refused) {
        assertEquals(status, refused.status(), refused::text);
        assertEquals(code, refused.json().get("code").stringValue());
    }

    @Test
    void aFileThatBreaksOffLeavesNothing() throws Exception {
        for (String begun : List.of("Content-Length: 100000\r\n\r\n" + TEXT,
                "Transfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n",
                "Content-Length: 100000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"f\"; filename=\"x.md\"\r\n\r\n" + TEXT)) {
            try (RawHttp http = new RawHttp(server.port())) {
                http.write("POST /documents?name=x.md HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer anna-key\r\n"
                        + begun);
                Polling.until(() -> incoming() == 1);
            }
            Polling.until(() -> incoming() == 0);
        }
        assertEquals(0, kept());
        assertEquals(0, anna.get("/uploads").json().get("uploads").size());
    }

    @Test
    void nothingIsReadBeforeTheVirusScannerHasSeenIt() throws Exception {
        Path script = Files.writeString(folder.resolve("scan.sh"), "#!/bin/sh\n[ -e " + folder.resolve("up") + " ] || "
                + "exit 2\ngrep -q EICAR \"$2\" && exit 1\nexit 0\n");
        restart(Map.of("RILL_UPLOAD_SCAN_COMMAND", "/bin/sh " + script + " --file"));
        String clean = anna.send("quokkas.md", TEXT).json().get("id").stringValue();
        Polling.until(() -> anna.state(clean).has("reason"));
        assertEquals(List.of("accepted", "the virus scanner ended with 2"), List.of(anna.state(clean).get("state")
                .stringValue(), anna.state(clean).get("reason").stringValue()));
        assertEquals(List.of(), anna.found("quokka", ""));
        Files.writeString(folder.resolve("up"), "");
        String bad = anna.send("bad.md", "# EICAR\n\nA quokka bites.\n").json().get("id").stringValue();
        assertEquals(List.of("left-out", "the virus scanner refuses it"), List.of(anna.settled(bad).get("state")
                .stringValue(), anna.state(bad).get("reason").stringValue()));
        restart(Map.of("RILL_UPLOAD_SCAN_COMMAND", "/bin/sh " + script + " --file"));
        assertEquals("indexed", anna.settled(clean).get("state").stringValue());
        assertEquals("left-out", anna.settled(bad).get("state").stringValue());
        assertEquals(1, anna.found("quokka", "").size());
        assertFalse(Files.exists(folder.resolve("data/uploads").resolve(bad).resolve("content")));
        restart(Map.of("RILL_UPLOAD_SCAN_COMMAND", "/bin/sleep 600 &", "RILL_UPLOAD_SCAN_TIMEOUT", "PT1S"));
        String slow = anna.send("slow.md", "# Slow\n").json().get("id").stringValue();
        Polling.until(() -> anna.state(slow).has("reason"));
        assertTrue(anna.state(slow).get("reason").stringValue().startsWith("the virus scanner "));
        restart(Map.of("RILL_UPLOAD_SCAN_COMMAND", folder.resolve("none") + " --file"));
        String unseen = anna.send("unseen.md", "# Unseen\n").json().get("id").stringValue();
        Polling.until(() -> anna.state(unseen).has("reason"));
        assertEquals("the virus scanner cannot be started", anna.state(unseen).get("reason").stringValue());
    }

    @Test
    void aFileThatTheScannerHangsOnHoldsUpNobodyElses() throws Exception {
        Path script = Files.writeString(folder.resolve("scan.sh"), "#!/bin/sh\ngrep -q HANG \"$1\" && exec sleep 600\n"
                + "exit 0\n");
        restart(Map.of("RILL_UPLOAD_SCAN_COMMAND", "/bin/sh " + script, "RILL_UPLOAD_SCAN_TIMEOUT", "PT10M"));
        String hanging = anna.send("hang.md", "# HANG\n").json().get("id").stringValue();
        String behind = anna.send("behind.md", "# Behind\n\nA wombat.\n").json().get("id").stringValue();
        String other = ben.send("other.md", TEXT).json().get("id").stringValue();
        assertEquals("indexed", ben.settled(other).get("state").stringValue());
        assertEquals("accepted", anna.state(hanging).get("state").stringValue());
        assertEquals("accepted", anna.state(behind).get("state").stringValue());
    }

    @Test
    void whatWasAcceptedIsIndexedAfterTheServerWasKilled() throws Exception {
        server.close();
        Map<String, String> settings = Map.of("RILL_DOCUMENTS", folder.resolve("documents").toString(),
                "RILL_EMBEDDINGS", "off");
        String id;
        try (ServerProcess process = ServerProcess.start(folder, settings)) {
            id = new Uploader(process.port(), "").send("quokkas.md", TEXT).json().get("id").stringValue();
            process.kill();
        }
        Files.createDirectories(folder.resolve("data/uploads/.incoming/half"));
        Files.writeString(folder.resolve("data/uploads/.incoming/half/content"), "half");
        server = TestServer.startIn(folder, settings);
        Uploader anybody = new Uploader(server.port(), "");
        assertEquals("indexed", anybody.settled(id).get("state").stringValue());
        assertEquals(1, anybody.found("quokka", "").size());
        assertEquals(0, incoming());
    }

    @Test
    void aServerThatTakesNoUploadsSaysSo() throws Exception {
        anna.indexed("quokkas.md", TEXT, "");
        restart(Map.of("RILL_UPLOADS", "false"));
        RawHttp.Response refused = anna.send("quokkas.md", TEXT);
        assertRefused(403, "UPLOADS_OFF", refused);
        assertTrue(refused.json().get("detail").stringValue().contains("RILL_UPLOADS"));
        assertEquals(0, anna.get("/uploads").json().get("uploads").size());
        Polling.until(() -> anna.found("quokka", "").isEmpty());
        restart(Map.of());
        Polling.until(() -> anna.found("quokka", "").size() == 1);
    }

    private long kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/uploads"))) {
            return files.filter(file -> !file.endsWith(".incoming")).count();
        }
    }

    private long incoming() {
        try (Stream<Path> files = Files.list(folder.resolve("data/uploads/.incoming"))) {
            return files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
