package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import dev.rill.server.Uploader;
import dev.rill.threads.CuttableProxy;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two servers on one PostgreSQL: what is sent to one of them belongs to both. */
class UploadsOfReplicasTest {
    private static final String TEXT = "# Quokkas\n\nA quokka sleeps for seventeen hours.\n";

    @TempDir
    private Path folder;
    private final String url = TestPostgres.newDatabase();
    private final List<TestServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(TestServer::close);
    }

    private TestServer server(String name, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("RILL_DATABASE_URL", url, "RILL_REPLICAS", "true",
                "RILL_REPLICA_NAME", name, "RILL_DOCUMENTS", Files.createDirectories(folder.resolve("documents"))
                        .toString(), "RILL_AUTH_KEYS", KeyFile.write(folder, "anna anna-key", "ben ben-key")
                        .toString()));
        settings.putAll(more);
        TestServer server = TestServer.startIn(folder.resolve(name), settings);
        servers.add(server);
        return server;
    }

    private void both(Map<String, String> more) throws IOException {
        server("red", more);
        server("green", more);
    }

    private Uploader anna(int server) {
        return new Uploader(servers.get(server).port(), "anna-key");
    }

    private Uploader ben(int server) {
        return new Uploader(servers.get(server).port(), "ben-key");
    }

    private Path copies(String name) {
        return folder.resolve(name).resolve("data/shared-uploads");
    }

    private static long files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(".incoming")).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RawHttp.Response ask(Uploader who, String thread) {
        return who.call("POST", "/chat", Map.of("Content-Type", "application/json"), ("{\"threadId\":\"" + thread
                + "\",\"message\":\"How long does a quokka sleep?\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatOneServerTookIsKnownToTheOtherAtOnceAndIndexedOnceQuestionsFindItAtBoth() throws Exception {
        both(Map.of());
        for (int from : List.of(0, 1)) {
            String name = "quokkas" + from + ".md";
            String id = anna(from).send(name, TEXT + from).json().get("id").stringValue();
            int other = 1 - from;
            assertEquals(200, anna(other).get("/uploads/" + id).status());
            assertTrue(anna(other).get("/uploads").text().contains(id));
            assertEquals(404, ben(other).get("/uploads/" + id).status());
            String told = anna(other).call("GET", "/uploads/" + id, Map.of("Accept", "text/event-stream"), null).text();
            assertTrue(told.contains("event: indexed\n"), told);
            String path = ".uploads/" + id + "/" + name;
            for (int each : List.of(0, 1)) {
                assertTrue(anna(each).found("quokka", "").contains(path), "at " + each + ", from " + from);
                assertEquals(TEXT + from, anna(each).get("/originals/" + path).text());
                assertEquals("indexed", anna(each).settled(id).get("state").stringValue());
                assertEquals(List.of(), ben(each).found("quokka", ""));
                assertEquals(404, ben(each).get("/originals/" + path).status());
            }
        }
        assertTrue(ask(anna(1), "t").text().contains(".uploads/"), "an answer cites it");
    }

    @Test
    void whatIsDeletedAtOneIsGoneAtTheOtherAndFromTheDisk() throws Exception {
        both(Map.of());
        JsonNode upload = anna(0).indexed("quokkas.md", TEXT, "");
        String path = upload.get("path").stringValue();
        assertEquals(404, ben(1).delete("/documents/" + path).status());
        assertEquals(200, anna(1).delete("/documents/" + path).status());
        assertEquals(List.of(), anna(1).found("quokka", ""));
        assertEquals(0, anna(0).get("/uploads").json().get("uploads").size(), "known at once");
        assertEquals(List.of(), anna(0).found("quokka", ""));
        assertEquals(404, anna(0).get("/originals/" + path).status());
        assertEquals(404, anna(0).delete("/documents/" + path).status());
        assertEquals(List.of(0L, 0L), List.of(files(copies("red")), files(copies("green"))));
    }

    @Test
    void whatWasAddedToAThreadGoesWithItWhereverItIsDeleted() throws Exception {
        both(Map.of());
        String path = anna(0).indexed("quokkas.md", TEXT, "&threadId=t1").get("path").stringValue();
        assertEquals(List.of(path), anna(1).found("quokka", "&threadId=t1"));
        assertEquals(List.of(), anna(1).found("quokka", ""));
        assertEquals(200, anna(1).delete("/threads/t1").status());
        assertEquals(0, anna(0).get("/uploads").json().get("uploads").size());
        assertEquals(List.of(), anna(0).found("quokka", "&threadId=t1"));
    }

    @Test
    void theSameFileSentToBothIsOneUpload() throws Exception {
        both(Map.of());
        String first = anna(0).send("quokkas.md", TEXT).json().get("id").stringValue();
        assertEquals(first, anna(1).send("quokkas.md", TEXT).json().get("id").stringValue());
        assertEquals(1, anna(1).get("/uploads").json().get("uploads").size());
        Polling.until(() -> files(copies("green")) == 1);
    }

    @Test
    void aUserMayKeepSoMuchOverAllServersEvenWhereBothTakeFilesAtOnce() throws Exception {
        both(Map.of("RILL_UPLOAD_MAX_FILES_PER_USER", "5", "RILL_UPLOAD_MAX_BYTES_PER_USER", "4000"));
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int each = i;
            all.add(() -> anna(each % 2).send("n" + each + ".txt", "x".repeat(100) + each).status());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> sent : senders.invokeAll(all)) {
                statuses.add(sent.get());
            }
        }
        assertEquals(5, statuses.stream().filter(status -> status == 202).count(), statuses::toString);
        assertEquals(11, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
        assertEquals(5, anna(0).get("/uploads").json().get("uploads").size());
        assertEquals(202, ben(0).send("large.txt", "x".repeat(3000)).status());
        assertEquals(409, ben(1).send("large.txt", "y".repeat(3000)).status());
    }

    @Test
    void aServerWhoseDataFolderIsLostHasAllAgain() throws Exception {
        both(Map.of());
        String path = anna(0).indexed("quokkas.md", TEXT, "").get("path").stringValue();
        servers.removeLast().close();
        Files.move(folder.resolve("green"), folder.resolve("lost"));
        anna(0).indexed("numbats.md", "# Numbats\n\nA numbat eats termites.\n", "");
        server("green", Map.of());
        Polling.until(() -> anna(1).found("quokka", "").equals(List.of(path)));
        Polling.until(() -> anna(1).found("numbat", "").size() == 1);
        assertEquals(TEXT, anna(1).get("/originals/" + path).text());
    }

    @Test
    void eachIsScannedByOneServerAndWhatIsRefusedIsNowhere() throws Exception {
        Path seen = folder.resolve("seen");
        Path script = Files.writeString(folder.resolve("scan.sh"), "#!/bin/sh\necho \"$1\" >> " + seen
                + "\ngrep -q EICAR \"$1\" && exit 1\nexit 0\n");
        both(Map.of("RILL_UPLOAD_SCAN_COMMAND", "/bin/sh " + script));
        String clean = anna(0).indexed("quokkas.md", TEXT, "").get("id").stringValue();
        String bad = anna(1).send("bad.md", "# EICAR\n\nA quokka bites.\n").json().get("id").stringValue();
        for (int each : List.of(0, 1)) {
            Polling.until(() -> anna(each).state(bad).get("state").stringValue().equals("left-out"));
            assertEquals("the virus scanner refuses it", anna(each).state(bad).get("reason").stringValue());
            assertEquals("indexed", anna(each).state(clean).get("state").stringValue());
        }
        assertEquals(2, Files.readAllLines(seen).size(), () -> "looked at: " + seen);
        Polling.until(() -> Stream.of("red", "green").noneMatch(name ->
                Files.exists(copies(name).resolve(bad).resolve("content"))));
    }

    @Test
    void whatAServerTookWhileItWasAloneIsTakenAlong() throws Exception {
        Map<String, String> alone = new HashMap<>(Map.of("RILL_REPLICAS", "false"));
        server("red", alone);
        String path = anna(0).indexed("quokkas.md", TEXT, "").get("path").stringValue();
        servers.removeLast().close();
        both(Map.of());
        Polling.until(() -> anna(1).found("quokka", "").equals(List.of(path)));
        assertEquals(200, anna(1).delete("/documents/" + path).status());
        servers.removeFirst().close();
        servers.addFirst(TestServer.startIn(folder.resolve("red"), Map.of("RILL_DATABASE_URL", url, "RILL_REPLICAS",
                "true", "RILL_AUTH_KEYS", folder.resolve("keys").toString())));
        assertEquals(0, anna(1).get("/uploads").json().get("uploads").size());
        assertEquals(List.of(), anna(0).found("quokka", ""));
    }

    @Test
    void whatAServerTookAlongBeforeItWasKilledItTakesAlongOnce() throws Exception {
        server("red", Map.of("RILL_REPLICAS", "false"));
        String id = anna(0).indexed("quokkas.md", TEXT, "").get("id").stringValue();
        servers.removeLast().close();
        Path own = folder.resolve("red").resolve("data/uploads").resolve(id);
        Path before = Files.createDirectory(folder.resolve("before"));
        for (String file : List.of("content", "upload.properties")) {
            Files.copy(own.resolve(file), before.resolve(file));
        }
        server("red", Map.of());
        Polling.until(() -> !Files.exists(own));
        servers.removeLast().close();
        Files.move(before, own);
        server("red", Map.of());
        Polling.until(() -> !Files.exists(own));
        assertEquals(1, anna(0).get("/uploads").json().get("uploads").size());
        assertEquals("indexed", anna(0).settled(id).get("state").stringValue());
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsTakenAndWhatIsThereIsFound() throws Exception {
        try (CuttableProxy way = new CuttableProxy(TestPostgres.port())) {
            server("red", Map.of("RILL_DATABASE_URL", url.replace(":" + TestPostgres.port(), ":" + way.port())));
            JsonNode upload = anna(0).indexed("quokkas.md", TEXT, "");
            String path = upload.get("path").stringValue();
            way.cut();
            RawHttp.Response refused = anna(0).send("more.md", "# More\n");
            assertEquals(503, refused.status(), refused::text);
            assertEquals("STORE_UNAVAILABLE", refused.json().get("code").stringValue());
            assertTrue(refused.headers().containsKey("retry-after"));
            assertEquals(503, anna(0).delete("/documents/" + path).status());
            for (String unknown : List.of("/uploads/aaaaaaaaaaaaaaaa", "/documents/.uploads/aaaaaaaaaaaaaaaa/a.md")) {
                assertEquals(503, anna(0).call(unknown.startsWith("/u") ? "GET" : "DELETE", unknown, Map.of(), null)
                        .status(), "another server may have taken it");
            }
            assertEquals(List.of(path), anna(0).found("quokka", ""));
            assertEquals(1, anna(0).get("/uploads").json().get("uploads").size());
            way.restore();
            Polling.until(() -> anna(0).send("more.md", "# More\n").status() == 202);
            assertEquals(200, anna(0).delete("/documents/" + path).status());
            assertEquals(1, anna(0).get("/uploads").json().get("uploads").size());
        }
    }

    @Test
    void roomThatIsMadeAtOneServerIsThereAtTheOtherAtOnce() throws Exception {
        both(Map.of("RILL_UPLOAD_MAX_FILES_PER_USER", "1"));
        for (int i = 0; i < 6; i++) {
            JsonNode upload = anna(i % 2).indexed("n" + i + ".txt", "A quokka " + i, "");
            assertEquals(200, anna(i % 2).delete("/documents/" + upload.get("path").stringValue()).status());
        }
        assertEquals(202, anna(1).send("last.txt", "A quokka").status());
        assertEquals(409, anna(0).send("more.txt", "A wombat").status());
    }

    @Test
    void aServerThatIsKilledWhileItTakesAFileLeavesNothing() throws Exception {
        server("red", Map.of());
        try (ServerProcess dies = ServerProcess.start(Files.createDirectories(folder.resolve("dies")), Map.of(
                "RILL_DATABASE_URL", url, "RILL_REPLICAS", "true", "RILL_EMBEDDINGS", "off", "RILL_DOCUMENTS",
                folder.resolve("documents").toString(), "RILL_AUTH_KEYS", KeyFile.write(folder, "anna anna-key")
                        .toString())); RawHttp http = new RawHttp(dies.port())) {
            http.write("POST /documents?name=half.md HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer anna-key\r\n"
                    + "Content-Length: 100000\r\n\r\n" + TEXT);
            Polling.until(() -> files(copies("dies").resolve(".incoming")) == 1);
            dies.kill();
        }
        assertEquals(0, anna(0).get("/uploads").json().get("uploads").size());
        assertEquals(202, anna(0).send("half.md", TEXT).status());
    }

    @Test
    void whyAScannerSaidNothingIsToldByBoth() throws Exception {
        Path script = Files.writeString(folder.resolve("scan.sh"), "#!/bin/sh\nexit 2\n");
        both(Map.of("RILL_UPLOAD_SCAN_COMMAND", "/bin/sh " + script));
        String id = anna(0).send("quokkas.md", TEXT).json().get("id").stringValue();
        for (int each : List.of(0, 1)) {
            Polling.until(() -> anna(each).state(id).has("reason"));
            assertEquals("the virus scanner ended with 2", anna(each).state(id).get("reason").stringValue());
        }
    }
}
