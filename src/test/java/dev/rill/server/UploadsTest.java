package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What users send to a server, over its whole life. */
class UploadsTest extends UploadsBed {

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
        Map<String, String> settings = new HashMap<>(always());
        settings.putAll(Map.of("RILL_DOCUMENTS", folder.resolve("documents").toString(), "RILL_EMBEDDINGS", "off"));
        String id;
        try (ServerProcess process = ServerProcess.start(folder, settings)) {
            id = new Uploader(process.port(), "").send("quokkas.md", TEXT).json().get("id").stringValue();
            process.kill();
        }
        Files.createDirectories(uploads().resolve(".incoming/half"));
        Files.writeString(uploads().resolve(".incoming/half/content"), "half");
        server = TestServer.startIn(folder, settings);
        Uploader anybody = new Uploader(server.port(), "");
        assertEquals("indexed", anybody.settled(id).get("state").stringValue());
        assertEquals(1, anybody.found("quokka", "").size());
        assertEquals(0, incoming());
    }
}
