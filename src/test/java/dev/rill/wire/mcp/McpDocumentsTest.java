package dev.rill.wire.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rill.http.RawHttp;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The documents as tools and as resources. */
class McpDocumentsTest {
    private static TestServer server;
    private static McpClient client;

    @BeforeAll
    static void start(@TempDir Path base) throws IOException {
        Path folder = Files.createDirectories(base.resolve("documents"));
        Files.writeString(base.resolve("secret.md"), "# Secret\n\nnot to be read\n");
        Files.createDirectories(folder.resolve("sub folder"));
        Files.createDirectories(folder.resolve("many"));
        Files.writeString(folder.resolve("sub folder/ä #1%2e.md"), "# Über\n\nA heron stands in the reeds.\n\nfive\n");
        Files.writeString(folder.resolve("boats.md"),
                "---\ntags: [water]\n---\n# Boats\n\n## Sails\n\nA heron sat on the sail all night.\n");
        Files.writeString(folder.resolve("plain.txt"), "one\ntwo\nthree\n");
        Files.writeString(folder.resolve("page.html"), "<title>Page</title><h1>Page</h1><p>Text of it</p>");
        for (int i = 0; i < 205; i++) {
            Files.writeString(folder.resolve("many/n%03d.md".formatted(i)), "# Number " + i + "\n\nNothing else.\n");
        }
        server = TestServer.start(Map.of("RILL_DOCUMENTS", folder.toString()));
        client = McpClient.of(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theToolsAreListedWithTheirSchemas() throws IOException {
        JsonNode tools = client.result("tools/list", "{}").get("tools");
        assertEquals(List.of("search", "read", "list", "ask"),
                tools.valueStream().map(tool -> tool.get("name").stringValue()).toList());
        for (JsonNode tool : tools) {
            assertEquals("object", tool.at("/inputSchema/type").stringValue());
            assertEquals("object", tool.at("/outputSchema/type").stringValue());
            assertTrue(tool.at("/annotations/readOnlyHint").booleanValue());
        }
    }

    @Test
    void aSearchGivesPassagesWithPathLinesAndText() throws IOException {
        JsonNode result = called("search", "{\"query\":\"heron\"}");
        JsonNode passages = result.at("/structuredContent/passages");
        assertEquals(2, passages.size());
        JsonNode boats = passages.valueStream().filter(passage -> passage.get("path").stringValue().equals("boats.md"))
                .findFirst().orElseThrow();
        assertEquals("Boats", boats.get("title").stringValue());
        assertEquals("[\"Sails\"]", boats.get("headings").toString());
        assertTrue(boats.get("fromLine").intValue() <= 8 && boats.get("toLine").intValue() >= 8, boats.toString());
        assertTrue(boats.get("text").stringValue().contains("A heron sat on the sail"));
        assertEquals("rill://documents/boats.md", boats.get("uri").stringValue());
        String text = result.at("/content/0/text").stringValue();
        assertTrue(text.contains("## boats.md lines ") && text.contains("Boats > Sails"), text);
        assertEquals(1, called("search", "{\"query\":\"heron\",\"limit\":1}").at("/structuredContent/passages").size());
        assertEquals("boats.md", called("search", "{\"query\":\"heron\",\"tags\":[\"water\"]}")
                .at("/structuredContent/passages/0/path").stringValue());
        assertEquals("sub folder/ä #1%2e.md", called("search",
                "{\"query\":\"heron\",\"folder\":\"sub folder\",\"more\":{}}")
                .at("/structuredContent/passages/0/path").stringValue());
        JsonNode nothing = called("search", "{\"query\":\"xylophone\"}");
        assertEquals(0, nothing.at("/structuredContent/passages").size());
        assertEquals("Nothing was found.", nothing.at("/content/0/text").stringValue());
    }

    @Test
    void linesOfADocumentAreRead() throws IOException {
        JsonNode result = called("read", "{\"path\":\"plain.txt\",\"from\":2,\"to\":2}");
        JsonNode read = result.get("structuredContent");
        assertEquals("two", read.get("text").stringValue());
        assertEquals(2, read.get("fromLine").intValue());
        assertEquals(2, read.get("toLine").intValue());
        assertEquals("## plain.txt lines 2–2 of 3\ntwo", result.at("/content/0/text").stringValue());
        assertEquals("one\ntwo\nthree", called("read", "{\"path\":\"plain.txt\",\"from\":null}")
                .at("/structuredContent/text").stringValue());
    }

    @Test
    void theDocumentsAreListedByGlobAndTags() throws IOException {
        JsonNode many = called("list", "{\"glob\":\"many/*.md\"}");
        assertEquals(205, many.at("/structuredContent/total").intValue());
        assertEquals(200, many.at("/structuredContent/documents").size());
        assertTrue(many.at("/content/0/text").stringValue().endsWith("\n… and 5 more; a narrower glob shows them."));
        JsonNode water = called("list", "{\"tags\":[\"water\"]}");
        assertEquals("boats.md – Boats", water.at("/content/0/text").stringValue());
        assertEquals(209, called("list", "{}").at("/structuredContent/total").intValue());
        assertEquals("No document matches.", called("list", "{\"glob\":\"*.zip\"}")
                .at("/content/0/text").stringValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            search | `{}`                                   | query is missing or blank.
            search | `{"query":"  "}`                       | query is missing or blank.
            search | `{"query":7}`                          | query has to be a text.
            search | `{"query":"x","limit":0}`              | limit has to be a whole number from 1 to 50.
            search | `{"query":"x","limit":51}`             | limit has to be a whole number from 1 to 50.
            search | `{"query":"x","limit":1.5}`            | limit has to be a whole number from 1 to 50.
            search | `{"query":"x","limit":99999999999}`    | limit has to be a whole number from 1 to 50.
            search | `{"query":"x","tags":"water"}`         | tags has to be a list of up to 50 texts.
            search | `{"query":"x","tags":[1]}`             | tags has to be a list of up to 50 texts.
            search | `{"query":"x","folder":["a"]}`         | folder has to be a text.
            read   | `{}`                                   | path is missing or blank.
            read   | `{"path":"plain.txt","from":0}`        | from has to be a whole number from 1 to 2147483647.
            read   | `{"path":"plain.txt","from":3,"to":2}` | from has to be a line before to.
            read   | `{"path":"none.md"}`                   | There is no document of this path; list tells the paths.
            read   | `{"path":"../secret.md"}`              | There is no document of this path; list tells the paths.
            read   | `{"path":"%2e%2e/secret.md"}`          | There is no document of this path; list tells the paths.
            read   | `{"path":"/etc/passwd"}`               | There is no document of this path; list tells the paths.
            read   | `{"path":"secret.md"}`                 | There is no document of this path; list tells the paths.
            list   | `{"glob":1}`                           | glob has to be a text.
            list   | `{"glob":"******"}`                    | glob may have 5 stars.
            ask    | `{}`                                   | question is missing or blank.
            ask    | `{"question":" "}`                     | question is missing or blank.
            ask    | `{"question":1}`                       | question has to be a text.
            """)
    void wrongArgumentsAreToldToTheModel(String tool, String arguments, String why) throws IOException {
        JsonNode result = client.call(tool, arguments);
        assertTrue(result.get("isError").booleanValue());
        assertEquals(why, result.at("/content/0/text").stringValue());
        assertFalse(result.has("structuredContent"));
    }

    @Test
    void theResourcesComePageByPage() throws IOException {
        List<String> uris = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            JsonNode page = client.result("resources/list", cursor == null ? "{}" : "{\"cursor\":\"" + cursor + "\"}");
            page.get("resources").forEach(resource -> uris.add(resource.get("uri").stringValue()));
            cursor = page.path("nextCursor").stringValue(null);
            pages++;
        } while (cursor != null);
        assertEquals(3, pages);
        assertEquals(209, uris.size());
        assertEquals(209, uris.stream().distinct().count());
        assertTrue(uris.contains("rill://documents/sub%20folder/%C3%A4%20%231%252e.md"), uris::toString);
        JsonNode first = client.result("resources/list", "{}").at("/resources/0");
        assertEquals("boats.md", first.get("name").stringValue());
        assertEquals("Boats", first.get("title").stringValue());
        assertEquals("text/markdown", first.get("mimeType").stringValue());
        assertEquals("rill://documents/{+path}", client.result("resources/templates/list", "{}")
                .at("/resourceTemplates/0/uriTemplate").stringValue());
    }

    @Test
    void aResourceIsReadByItsUri() throws IOException {
        JsonNode contents = client.result("resources/read",
                "{\"uri\":\"rill://documents/sub%20folder/%C3%A4%20%231%252e.md\"}").get("contents");
        assertEquals(1, contents.size());
        assertTrue(contents.get(0).get("text").stringValue().startsWith("# Über\n"));
        assertEquals("text/markdown", contents.get(0).get("mimeType").stringValue());
        assertEquals("text/plain", client.result("resources/read", "{\"uri\":\"rill://documents/plain.txt\"}")
                .at("/contents/0/mimeType").stringValue());
        JsonNode modern = client.modern("resources/read", "{\"uri\":\"rill://documents/plain%2Etxt\"}").json()
                .get("result");
        assertEquals("one\ntwo\nthree", modern.at("/contents/0/text").stringValue());
        assertEquals("rill://documents/plain.txt", modern.at("/contents/0/uri").stringValue());
        assertEquals("private", modern.get("cacheScope").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rill://documents/none.md", "rill://documents/../secret.md",
        "rill://documents/%2e%2e/secret.md", "rill://documents/%252e%252e/secret.md", "rill://documents/..%2Fsecret.md",
        "rill://documents//etc/passwd", "rill://documents/%2Fetc%2Fpasswd", "rill://documents/many/../boats.md",
        "rill://documents/./boats.md", "rill://documents/boats.md%00", "rill://documents/boats.md?x",
        "rill://documents/", "rill://documents/%zz", "rill://documents/%c3", "rill://documents/boats",
        "RILL://documents/boats.md",
        "rill://documents/BOATS.md", "rill://other/boats.md", "file:///etc/passwd", "../secret.md", "boats.md", ""})
    void whatIsNoDocumentIsUnknownHoweverItIsSpelled(String uri) throws IOException {
        String params = "{\"uri\":\"" + uri + "\"}";
        RawHttp.Response before = client.post(McpClient.request(1, "resources/read", params));
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":\"Resource not found\","
                + "\"data\":{\"uri\":\"" + uri + "\"}}}", before.text());
        RawHttp.Response modern = client.modern("resources/read", params);
        assertEquals(-32602, modern.json().at("/error/code").intValue(), modern.text());
        assertFalse(modern.text().contains("not to be read"));
    }

    /** Whose content is of the tool's own output schema. */
    private static JsonNode called(String tool, String arguments) throws IOException {
        JsonNode result = client.call(tool, arguments);
        assertFalse(result.get("isError").booleanValue(), result.toString());
        JsonNode schema = client.result("tools/list", "{}").get("tools").valueStream()
                .filter(one -> one.get("name").stringValue().equals(tool)).findFirst().orElseThrow()
                .get("outputSchema");
        assertEquals(List.of(), SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema)
                .validate(result.get("structuredContent")));
        return result;
    }
}
