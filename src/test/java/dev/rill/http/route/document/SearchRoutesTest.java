package dev.rill.http.route.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchRoutesTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        write(folder, "guides/bread.md",
                "---\ntags: [Dark]\n---\n# Bread\n\n## Baking\n\nBread is baked at 230 degrees.\n");
        write(folder, "notes/oven.md", "# Oven\n\nThe oven for bread is in the yard.\n");
        for (int i = 0; i < 20; i++) {
            write(folder, "letters/" + i + ".txt", "Dear baker, the bread of day " + i + " was good.\n");
        }
        server = TestServer.start(Map.of("RILL_DOCUMENTS", folder.toString(), "RILL_MAX_MESSAGE_CHARS", "100"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void passagesAreFoundWithTheirPlaceTheBestFirst() throws IOException {
        JsonNode found = search("q=how+hot+is+bread+baked%3F");
        JsonNode best = found.get(0);
        assertEquals("guides/bread.md", best.get("path").stringValue());
        assertEquals("Bread", best.get("title").stringValue());
        assertEquals("Baking", best.get("section").stringValue());
        assertTrue(best.get("snippet").stringValue().endsWith("Bread is baked at 230 degrees."), best.toString());
        JsonNode read = RawHttp.call(server.port(), "GET",
                "/documents/guides/bread.md?from=" + best.get("fromLine").intValue()
                + "&to=" + best.get("toLine").intValue() + "&hash=" + best.get("hash").stringValue()).json();
        assertFalse(read.get("changed").booleanValue());
        assertTrue(read.get("text").stringValue().contains("230 degrees"));
        List<Double> scores = found.valueStream().map(passage -> passage.get("score").doubleValue()).toList();
        assertEquals(scores.stream().sorted((a, b) -> Double.compare(b, a)).toList(), scores);
    }

    @Test
    void atMostTenComeUnlessMoreOrFewerAreWanted() throws IOException {
        assertEquals(10, search("q=bread").size());
        assertEquals(3, search("q=bread&limit=3").size());
        assertEquals(22, search("q=bread&limit=100").size());
    }

    @Test
    void aFolderAndTagsNarrowIt() throws IOException {
        assertEquals("notes/oven.md", paths("q=bread&folder=notes"));
        assertEquals("notes/oven.md", paths("q=bread&folder=/Notes/"));
        assertEquals("notes/oven.md", paths("q=bread&folder=notes/oven.md"));
        assertEquals("guides/bread.md", paths("q=bread&tag=dark"));
        assertEquals("guides/bread.md", paths("q=bread&tag=light&tag=DARK"));
        assertEquals("", paths("q=bread&tag=light"));
        assertEquals("", paths("q=bread&folder=../notes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q=", "q=+", "q=bread&limit=0", "q=bread&limit=101", "q=bread&limit=x", "q=a%00b",
            "limit=3"})
    void whatIsNoSearchIsRefusedWithAWordAboutIt(String query) throws IOException {
        RawHttp.Response refused = RawHttp.call(server.port(), "GET", "/search?" + query);
        CONTRACT.assertResponse("GET", "/search", refused);
        assertEquals(400, refused.status());
        assertEquals("INVALID_REQUEST", refused.json().get("code").stringValue());
    }

    @Test
    void aQueryIsAsLongAsAMessageAndTagsHaveABound() throws IOException {
        assertEquals(200, RawHttp.call(server.port(), "GET", "/search?q=" + "b".repeat(100)).status());
        assertEquals(400, RawHttp.call(server.port(), "GET", "/search?q=" + "b".repeat(101)).status());
        String tags = IntStream.range(0, 51).mapToObj(i -> "&tag=" + i).collect(Collectors.joining());
        assertEquals(400, RawHttp.call(server.port(), "GET", "/search?q=b" + tags).status());
    }

    private static String paths(String query) throws IOException {
        return search(query).valueStream().map(passage -> passage.get("path").stringValue())
                .collect(Collectors.joining(" "));
    }

    private static JsonNode search(String query) throws IOException {
        RawHttp.Response response = RawHttp.call(server.port(), "GET", "/search?" + query);
        CONTRACT.assertResponse("GET", "/search", response);
        assertEquals(200, response.status(), response.text());
        return response.json().get("passages");
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}
