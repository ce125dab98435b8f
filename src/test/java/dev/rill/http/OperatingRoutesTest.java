package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.body.ApiDocument;
import dev.rill.http.paths.Route;
import dev.rill.launch.Guard;
import dev.rill.rights.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OperatingRoutesTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder, Map.of("RILL_MAX_MESSAGE_CHARS", "4321"));
        await(() -> server.index.ready() && server.index.seenBy(Reader.NOBODY).documents().size() == 2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void aServerThatWorksSaysSo(String path) {
        RawHttp.Response response = server.call("GET", path);
        CONTRACT.assertResponse("GET", path, response);
        assertEquals(200, response.status());
        assertEquals("UP", response.json().get("status").stringValue());
        RawHttp.Response head = server.call("HEAD", path);
        assertEquals(200, head.status());
        assertTrue(Integer.parseInt(head.headers().get("content-length")) > 20);
    }

    @Test
    void aServerIsNotReadyWhileItDrainsOrItsIndexIsNotOpenOrWhatAQuestionNeedsHasNotRun() {
        server.draining.set(true);
        notReady("accepting");
        server.draining.set(false);
        server.indexReady.set(false);
        notReady("index");
        server.indexReady.set(true);
        server.rehearsed.set(false);
        notReady("rehearsal");
        server.rehearsed.set(true);
        assertEquals(200, server.call("GET", "/health/ready").status());
    }

    @Test
    void aServerIsNotReadyWhileItsStoreIsDownButLives() {
        server.store.down(true);
        await(() -> server.call("GET", "/health/ready").status() == 503);
        notReady("store");
        assertEquals(200, server.call("GET", "/health/live").status());
        server.store.down(false);
        await(() -> server.call("GET", "/health/ready").status() == 200);
    }

    @Test
    void manyProbesAskTheStoreOnceASecond() {
        int before = server.store.pings();
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            server.call("GET", "/health");
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 1;
        assertTrue(server.store.pings() - before <= seconds + 1, "asked " + (server.store.pings() - before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/plain", "application/openmetrics-text;version=1.0.0;q=0.5,"
            + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
            + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1", "text/html,application/xhtml+xml,*/*;q=0.8", ""})
    void figuresAreScrapedByWhomever(String accept) {
        RawHttp.Response response = server.call("GET", "/metrics",
                accept.isEmpty() ? Map.of() : Map.of("Accept", accept), null);
        assertEquals(200, response.status(), response.text());
        String type = response.headers().get("content-type");
        assertTrue(type.startsWith("text/plain") || type.startsWith("application/openmetrics-text"), type);
        assertTrue(response.text().contains("memory_usedHeap_bytes") || response.text().contains("memory"),
                response.text());
        assertTrue(response.text().contains("vthreads_queued"), response.text());
    }

    @Test
    void nothingElseOfTheServerIsObservable() {
        for (String path : List.of("/observe", "/observe/health", "/observe/metrics", "/observe/config/values",
                "/observe/info", "/observe/log", "/metrics/vendor", "/metrics/base")) {
            assertEquals(404, server.call("GET", path).status(), path);
        }
    }

    @Test
    void theDocumentIsServedAsYamlAndAsJson() {
        RawHttp.Response yaml = server.call("GET", "/openapi");
        assertEquals(200, yaml.status());
        CONTRACT.assertResponse("GET", "/openapi", yaml);
        assertTrue(yaml.text().contains("maxLength: 4321"), "the configured limit is documented");
        RawHttp.Response json = server.call("GET", "/openapi", Map.of("Accept", "application/json"), null);
        CONTRACT.assertResponse("GET", "/openapi", json);
        assertEquals("3.1.0", json.json().get("openapi").stringValue());
        assertEquals(4321, json.json().at("/components/schemas/Message/maxLength").intValue());
    }

    @Test
    void theDocumentKnowsEveryRouteAndNoOther() {
        JsonNode paths = ApiDocument.load(5000, 2000).tree().get("paths");
        for (Route route : server.routes()) {
            String path = route.pattern().replace("{path+}", "{path}");
            if (path.startsWith("/favicon") || path.startsWith("/assets")) {
                continue;
            }
            assertTrue(paths.has(path), path);
            route.methods().stream().map(m -> m.text().toLowerCase(java.util.Locale.ROOT))
                    .filter(m -> !m.equals("head"))
                    .forEach(m -> assertTrue(paths.get(path).has(m), m + " " + path));
        }
        List<String> patterns = server.routes().stream().map(route -> route.pattern().replace("+}", "}")).toList();
        paths.properties().forEach(path -> assertTrue(patterns.contains(path.getKey()), path.getKey()));
    }

    @Test
    void thePageIsToldTheLimitsThatAreSetAndNothingElse() {
        RawHttp.Response response = server.call("GET", "/page/config");
        CONTRACT.assertResponse("GET", "/page/config", response);
        assertEquals(JsonMapper.shared().readTree("""
                {"maxMessageChars": 4321, "maxSystemMessageChars": 2000, "maxBodyBytes": 1048576, "keyRequired": false,
                "keysTaken": false, "keepAliveMs": 10000, "resumeForMs": 300000,
                "maxUploadBytes": 41943040}"""), response.json());
        RawHttp.Response head = server.call("HEAD", "/page/config");
        assertEquals(response.headers().get("content-length"), head.headers().get("content-length"));
    }

    @Test
    void theMonitorIsServed() {
        CONTRACT.assertResponse("GET", "/streams", server.call("GET", "/streams"));
    }

    @Test
    void documentsAreListed() {
        RawHttp.Response response = server.call("GET", "/documents");
        CONTRACT.assertResponse("GET", "/documents", response);
        assertEquals(2, response.json().get("total").intValue());
        assertEquals("Über", response.json().at("/documents/1/title").stringValue());
    }

    @Test
    void documentsAreListedByFoldersWordsAndPages() {
        JsonNode top = listed("children=true");
        assertEquals("plain.txt", top.at("/documents/0/path").stringValue());
        assertEquals(1, top.get("documents").size());
        assertEquals("[{\"path\":\"sub folder\",\"documents\":1}]", top.get("folders").toString());
        assertEquals("text", top.at("/documents/0/kind").stringValue());
        assertEquals(14, top.at("/documents/0/bytes").intValue());
        JsonNode below = listed("children=true&folder=sub%20folder/");
        assertEquals("sub folder/\u00E4 #1.md", below.at("/documents/0/path").stringValue());
        assertEquals(0, below.get("folders").size());
        assertEquals(1, listed("q=%C3%9Cber%20FOLDER").get("total").intValue());
        assertEquals(0, listed("q=%C3%9Cber%20plain").get("total").intValue());
        JsonNode first = listed("limit=1");
        assertEquals("plain.txt", first.get("next").stringValue());
        assertEquals(2, first.get("total").intValue());
        JsonNode second = listed("limit=1&after=plain.txt");
        assertEquals("sub folder/\u00E4 #1.md", second.at("/documents/0/path").stringValue());
        assertFalse(second.has("next"));
        assertEquals(400, server.call("GET", "/documents?children=maybe").status());
    }

    private JsonNode listed(String query) {
        RawHttp.Response response = server.call("GET", "/documents?" + query);
        CONTRACT.assertResponse("GET", "/documents", response);
        return response.json();
    }

    @Test
    void aDocumentsFileIsToBeSavedAndNeverShown() {
        RawHttp.Response file = server.call("GET", "/originals/sub%20folder/%C3%A4%20%231.md");
        CONTRACT.assertResponse("GET", "/originals/{path}", file);
        assertEquals("application/octet-stream", file.headers().get("content-type"));
        assertEquals("attachment; filename=\"a-1.md\"; filename*=UTF-8''%C3%A4%20%231.md",
                file.headers().get("content-disposition"));
        assertEquals("nosniff", file.headers().get("x-content-type-options"));
        assertTrue(file.headers().get("content-security-policy").endsWith("sandbox"), file.headers()::toString);
        assertEquals("one\ntwo\nthree\n", server.call("GET", "/originals/plain.txt").text());
        assertEquals(404, server.call("GET", "/originals/none.txt").status());
        assertEquals(404, server.call("GET", "/pages/1/plain.txt").status());
        assertEquals(404, server.call("GET", "/pages/0/plain.txt").status());
    }

    @Test
    void aCitationsLinesAreServed() {
        RawHttp.Response response = server.call("GET", "/documents/sub%20folder/%C3%A4%20%231.md?from=3&to=3");
        CONTRACT.assertResponse("GET", "/documents/{path}", response);
        assertEquals("line three", response.json().get("text").stringValue().strip());
        assertEquals(3, response.json().get("fromLine").intValue());
        assertEquals(200, server.call("GET", "/documents/sub%20folder%2F%C3%A4%20%231.md").status());
        assertEquals("one\ntwo\nthree", server.call("GET", "/documents/plain.txt").json().get("text").stringValue()
                .strip());
        RawHttp.Response beyond = server.call("GET", "/documents/plain.txt?from=2&to=2000000000");
        CONTRACT.assertResponse("GET", "/documents/{path}", beyond);
        assertEquals("two\nthree", beyond.json().get("text").stringValue().strip());
    }

    @Test
    void aDocumentSaysWhetherItIsOtherContentThanWasAskedAbout() {
        String hash = server.call("GET", "/documents/plain.txt").json().get("hash").stringValue();
        assertFalse(server.call("GET", "/documents/plain.txt").json().has("changed"));
        RawHttp.Response same = server.call("GET", "/documents/plain.txt?from=2&to=2&hash=" + hash);
        CONTRACT.assertResponse("GET", "/documents/{path}", same);
        assertFalse(same.json().get("changed").booleanValue());
        RawHttp.Response other = server.call("GET", "/documents/plain.txt?hash=0" + hash);
        CONTRACT.assertResponse("GET", "/documents/{path}", other);
        assertTrue(other.json().get("changed").booleanValue());
        assertEquals(hash, other.json().get("hash").stringValue());
        assertEquals(400, server.call("GET", "/documents/plain.txt?hash=" + "a".repeat(201)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents/../pom.xml", "/documents/%2e%2e/index", "/documents/%2e%2e%2fplain.txt",
        "/documents//etc/passwd", "/documents/%2Fetc%2Fpasswd", "/documents/sub%20folder/../plain.txt",
        "/documents/", "/documents/nothing", "/documents/PLAIN.TXT", "/documents/plain.txt%00", "/documents/..%5cx",
        "/documents/%252e%252e/plain.txt", "/documents/C:%5Cx", "/documents/./plain.txt", "/documents/plain.txt/"})
    void aPathThatIsNoDocumentIsNotFound(String path) {
        RawHttp.Response response = server.call("GET", path);
        assertTrue(response.status() == 404 || response.status() == 400
                || response.status() == 200 && response.json().get("path").stringValue().equals("plain.txt"),
                path + " " + response.status() + response.text());
        assertFalse(response.text().contains("root:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=0", "from=x", "to=-1", "from=3&to=2", "from=1e3"})
    void wrongLinesAreAProblem(String query) {
        RawHttp.Response response = server.call("GET", "/documents/plain.txt?" + query);
        assertEquals(400, response.status());
        CONTRACT.assertResponse("GET", "/documents/{path}", response);
    }

    private static void notReady(String check) {
        RawHttp.Response response = server.call("GET", "/health/ready");
        assertEquals(503, response.status());
        CONTRACT.assertResponse("GET", "/health/ready", response);
        assertEquals("DOWN", response.json().get("status").stringValue());
        assertEquals("DOWN", response.json().at("/checks/" + check + "/status").stringValue());
        assertEquals(503, server.call("GET", "/health").status());
    }

    static void await(java.util.function.BooleanSupplier condition) {
        long deadline = Guard.deadline();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not happen in time");
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
