package dev.rill.http.route.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.http.ServerFixture;
import dev.rill.stream.Source;
import dev.rill.threads.MessageStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ThreadRoutesTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aThreadIsMadeFoundRenamedAndDeleted() {
        RawHttp.Response made = server.json("POST", "/threads", "{\"name\":\"Ünïcode\",\"metadata\":{\"n\":1.50}}");
        CONTRACT.assertResponse("POST", "/threads", made);
        assertEquals(201, made.status());
        String location = made.headers().get("location");
        assertEquals("threads/" + made.json().get("threadId").stringValue(), location,
                "it is right below another path too");
        String path = "/" + location;

        RawHttp.Response found = server.call("GET", path);
        CONTRACT.assertResponse("GET", "/threads/{threadId}", found);
        assertEquals("Ünïcode", found.json().get("name").stringValue());
        assertTrue(found.text().contains("\"n\":1.50"));

        RawHttp.Response renamed = server.json("PATCH", path, "{\"name\":\"other\"}");
        CONTRACT.assertResponse("PATCH", "/threads/{threadId}", renamed);
        assertEquals("other", renamed.json().get("name").stringValue());
        assertTrue(renamed.text().contains("\"n\":1.50"));

        RawHttp.Response deleted = server.call("DELETE", path);
        CONTRACT.assertResponse("DELETE", "/threads/{threadId}", deleted);
        assertEquals(200, deleted.status());
        for (String method : List.of("GET", "DELETE")) {
            CONTRACT.assertResponse(method, "/threads/{threadId}", notFound(server.call(method, path)));
        }
        notFound(server.json("PATCH", path, "{\"name\":\"x\"}"));
        CONTRACT.assertResponse("GET", "/threads/{threadId}/export", notFound(server.call("GET", path + "/export")));
    }

    @Test
    void anEmptyBodyMakesAThread() {
        CONTRACT.assertResponse("POST", "/threads", server.call("POST", "/threads"));
        CONTRACT.assertResponse("POST", "/threads", server.json("POST", "/threads", "{}"));
        CONTRACT.assertResponse("POST", "/threads", server.json("POST", "/threads", ""));
    }

    @Test
    void aThreadShowsItsMessages() {
        fill("shown");
        RawHttp.Response response = server.call("GET", "/threads/shown");
        CONTRACT.assertResponse("GET", "/threads/{threadId}", response);
        JsonNode thread = response.json();
        assertEquals(4, thread.get("totalMessages").intValue());
        assertEquals("2026-03-01T12:00:00.123Z", thread.at("/messages/0/timestamp").stringValue());
        assertEquals("user", thread.at("/messages/0/role").stringValue());
        assertEquals("docs/a.md", thread.at("/messages/1/sources/0/path").stringValue());
        assertEquals("0a1b", thread.at("/messages/1/sources/0/hash").stringValue());
        assertEquals("```\nthe cited\n\ntext", thread.at("/messages/1/sources/0/text").stringValue());
        assertEquals("error", thread.at("/messages/3/status").stringValue());
        assertEquals("MODEL_STALLED", thread.at("/messages/3/errorCode").stringValue());
        assertEquals(10, thread.at("/messages/1/durationMs").intValue());
        assertFalse(thread.at("/messages/0").has("durationMs"));
        assertFalse(thread.at("/messages/1").has("usage"));
    }

    @Test
    void threadsAreListedPageByPageAndSearched() {
        for (int i = 0; i < 5; i++) {
            server.json("POST", "/threads", "{\"name\":\"paged needle " + i + "\"}");
        }
        RawHttp.Response first = server.call("GET", "/threads?limit=2&q=NEEDLE%20paged");
        CONTRACT.assertResponse("GET", "/threads", first);
        assertEquals(5, first.json().get("total").intValue());
        assertEquals(2, first.json().get("threads").size());
        RawHttp.Response second = server.call("GET", "/threads?limit=100&q=needle&cursor="
                + first.json().get("nextCursor").stringValue());
        assertEquals(3, second.json().get("threads").size());
        assertFalse(second.json().has("nextCursor"));
        assertEquals(0, server.call("GET", "/threads?q=nothing+that+occurs").json().get("total").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=-1", "limit=x", "limit=", "limit=99999999999999",
        "limit=1.5", "cursor=made-up", "q=%00"})
    void aWrongParameterIsAProblem(String query) {
        RawHttp.Response response = server.call("GET", "/threads?" + query);
        assertEquals(400, response.status());
        CONTRACT.assertResponse("GET", "/threads", response);
    }

    @Test
    void figuresOverAllThreads() {
        fill("counted");
        RawHttp.Response response = server.call("GET", "/threads/stats");
        CONTRACT.assertResponse("GET", "/threads/stats", response);
        assertTrue(response.json().get("totalThreads").intValue() > 0);
        assertTrue(response.json().has("mostActiveThread"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a%0d%0ab", "%C3%A4", "a%00", "x/../y"})
    void whatIsNoIdIsNotFound(String id) {
        assertEquals(404, server.call("GET", "/threads/" + id).status());
    }

    @Test
    void aThreadIsExportedAsMarkdown() {
        fill("exported");
        RawHttp.Response response = server.call("GET", "/threads/exported/export", Map.of("Accept", "text/markdown"),
                null);
        CONTRACT.assertResponse("GET", "/threads/{threadId}/export", response);
        assertEquals("text/markdown; charset=utf-8", response.headers().get("content-type"));
        assertEquals("attachment; filename=\"first-line-script.md\"", response.headers().get("content-disposition"));
        String text = response.text();
        assertTrue(text.startsWith("# first line \\<script\\>\n"), text);
        assertTrue(text.contains("> first line <script>\n> second\n"), text);
        assertTrue(text.contains(
                "1. A \\[title\\] (docs/a.md, lines 3–9)\n\n   > ```\n   > the cited\n   > \n   > text\n\n"), text);
        assertTrue(text.contains("```\nopen fence\n```\n\n### Sources"), text);
        assertTrue(text.contains("\\<!-- hidden"), text);
        assertTrue(text.contains("(failed)"), text);
    }

    @Test
    void aThreadIsExportedAsJsonUnlessMarkdownIsPreferred() {
        fill("exported2");
        for (String accept : List.of("*/*", "application/json", "text/markdown;q=0.5, application/json")) {
            RawHttp.Response response = server.call("GET", "/threads/exported2/export", Map.of("Accept", accept), null);
            CONTRACT.assertResponse("GET", "/threads/{threadId}/export", response);
            assertEquals("application/json", response.headers().get("content-type"));
            assertTrue(response.headers().get("content-disposition").endsWith(".json\""));
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsA503() {
        server.store.down(true);
        try {
            for (RawHttp.Response response : List.of(server.call("GET", "/threads"), server.call("GET", "/threads/a"),
                    server.json("POST", "/threads", "{}"), server.call("GET", "/threads/stats"))) {
                assertEquals(503, response.status());
                assertEquals("STORE_UNAVAILABLE", response.json().get("code").stringValue());
                assertEquals("2", response.headers().get("retry-after"));
                assertFalse(response.text().contains("secret"));
            }
            CONTRACT.assertResponse("GET", "/threads", server.call("GET", "/threads"));
        } finally {
            server.store.down(false);
        }
    }

    private static RawHttp.Response notFound(RawHttp.Response response) {
        assertEquals(404, response.status(), response.text());
        assertEquals("There is no such thread", response.json().get("detail").stringValue());
        return response;
    }

    private static void fill(String threadId) {
        server.ask("", threadId, threadId + "1", "first line <script>\nsecond",
                "An answer [1].\n<!-- hidden\n```\nopen fence", MessageStatus.COMPLETE, "",
                List.of(new Source(1, "docs/a.md", "A [title]", 3, 9, 0.5, "snippet", "0a1b",
                        Optional.of("```\nthe cited\n\ntext"))));
        server.ask("", threadId, threadId + "2", "again", "partial", MessageStatus.ERROR, "MODEL_STALLED", List.of());
    }
}
