package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What users may not send, or not so, and what is told of it. */
class RefusedUploadsTest extends UploadsBed {

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
        assertFalse(Files.exists(uploads().resolve(bad).resolve("content")));
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
}
