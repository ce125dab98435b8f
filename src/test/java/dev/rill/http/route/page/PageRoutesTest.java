package dev.rill.http.route.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.http.ServerFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
    private static final Pattern ASSET = Pattern.compile("\"(/?assets/[^\"]+\\.js)\"");
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
    void thePageIsServedUnderAStrictPolicyAndAskedForAgain() {
        RawHttp.Response page = server.call("GET", "/");
        new OpenApiContract().assertResponse("GET", "/", page);
        assertEquals(200, page.status());
        assertEquals("text/html; charset=utf-8", page.headers().get("content-type"));
        assertEquals("no-cache", page.headers().get("cache-control"));
        String policy = page.headers().get("content-security-policy");
        for (String part : new String[] {"default-src 'none'", "script-src 'self'", "style-src 'self'",
            "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"}) {
            assertTrue(policy.contains(part), policy);
        }
        assertTrue(!policy.contains("unsafe") && !policy.contains("*"), policy);
        RawHttp.Response again = server.call("GET", "/", Map.of("If-None-Match", page.headers().get("etag")), null);
        assertEquals(304, again.status());
        RawHttp.Response head = server.call("HEAD", "/");
        assertEquals(page.headers().get("content-length"), head.headers().get("content-length"));
    }

    @Test
    void filesWithAHashInTheirNameAreKeptForGoodAndCompressed() throws IOException {
        Matcher asset = ASSET.matcher(server.call("GET", "/").text());
        assertTrue(asset.find());
        String path = asset.group(1).startsWith("/") ? asset.group(1) : "/" + asset.group(1);
        RawHttp.Response plain = server.call("GET", path);
        assertEquals(200, plain.status());
        assertEquals("text/javascript; charset=utf-8", plain.headers().get("content-type"));
        assertTrue(plain.headers().get("cache-control").contains("immutable"));
        assertNull(plain.headers().get("content-encoding"));
        RawHttp.Response gzip = server.call("GET", path, Map.of("Accept-Encoding", "br, gzip;q=0.8"), null);
        assertEquals("gzip", gzip.headers().get("content-encoding"));
        assertEquals("Accept-Encoding", gzip.headers().get("vary"));
        assertArrayEquals(plain.body(), new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes());
        assertNull(server.call("GET", path, Map.of("Accept-Encoding", "gzip;q=0, identity"), null).headers()
                .get("content-encoding"));
    }

    @Test
    void theChatForOtherPagesMayBeLoadedByAnyOfThemAndIsAskedForAgain() {
        RawHttp.Response script = server.call("GET", "/embed.js", Map.of("Sec-Fetch-Site", "cross-site"), null);
        new OpenApiContract().assertResponse("GET", "/embed.js", script);
        assertEquals("text/javascript; charset=utf-8", script.headers().get("content-type"));
        assertEquals("cross-origin", script.headers().get("cross-origin-resource-policy"));
        assertEquals("no-cache", script.headers().get("cache-control"));
        assertEquals(304, server.call("GET", "/embed.js", Map.of("If-None-Match", script.headers().get("etag")), null)
                .status());
    }

    @Test
    void theManualIsReadAsMarkdownAndSaysWhatItHas() {
        RawHttp.Response index = server.call("GET", "/llms.txt");
        new OpenApiContract().assertResponse("GET", "/llms.txt", index);
        assertEquals("text/plain; charset=utf-8", index.headers().get("content-type"));
        assertTrue(index.text().startsWith("# Rill\n\n> "));
        Matcher links = Pattern.compile("\\((manual/[a-z-]+\\.md)\\)").matcher(index.text());
        int read = 0;
        while (links.find()) {
            RawHttp.Response page = server.call("GET", "/" + links.group(1));
            assertEquals(200, page.status(), links.group(1));
            assertEquals("text/markdown; charset=utf-8", page.headers().get("content-type"));
            assertTrue(page.text().startsWith("# "));
            assertEquals(304, server.call("GET", "/" + links.group(1),
                    Map.of("If-None-Match", page.headers().get("etag")), null).status());
            read++;
        }
        assertTrue(read > 15, "pages: " + read);
        RawHttp.Response head = server.call("HEAD", "/llms.txt");
        assertEquals(index.headers().get("content-length"), head.headers().get("content-length"));
        assertEquals(404, server.call("GET", "/manual/nothing.md").status());
        assertEquals(404, server.call("GET", "/manual/%2e%2e%2fapplication.yaml").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/nothing.js", "/assets/%2e%2e%2fapplication.yaml",
        "/assets/..%2f..%2fapplication.yaml", "/assets/.hidden", "/assets/%2e%2e", "/assets/a%00.js", "/index.html",
        "/assets/..%5capplication.yaml"})
    void nothingButThePagesFilesIsServed(String path) {
        assertTrue(server.call("GET", path).status() == 404 || server.call("GET", path).status() == 400, path);
    }
}
