package dev.rill.retrieval.source.website;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of websites without asking one. */
class WebsitePartsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
            "0.0.0.0", "198.18.0.1", "192.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fd00::1", "::",
            "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1"})
    void addressesThatAreNotOnTheInternetAreNone(String address) throws IOException {
        assertFalse(PublicAddresses.isPublic(InetAddress.getByName(address)));
        assertThrows(IOException.class, () -> new PublicAddresses(false).of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void othersAre(String address) throws IOException {
        assertTrue(PublicAddresses.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @CsvSource({"/a, true", "/private/x, false", "/private/open/x, true", "/x.pdf, false", "/x.pdf?y, true",
            "/any/tmp/x, false", "/only/others, true"})
    void robotsAreAllowedByTheLongestRuleOfTheirGroup(String path, boolean allowed) {
        Robots robots = Robots.parse("""
                User-agent: other
                Disallow: /only/

                User-agent: Rill # us
                User-agent: third
                Disallow: /private/
                Allow: /private/open
                Disallow: /*.pdf$
                Disallow: *tmp
                Crawl-delay: 1.5

                User-agent: *
                Disallow: /
                """);
        assertEquals(allowed, robots.allow(URI.create("http://a.example" + path)));
        assertEquals(Duration.ofMillis(1500), robots.delay());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../b.html#x          | https://a.example/guide/b.html
            b%20c?d=1            | https://a.example/guide/deep/b%20c?d=1
            b c                  | https://a.example/guide/deep/b%20c
            /guide/              | https://a.example/guide/
            ../../x              |
            ../../../guide/x     |
            //b.example/guide/x  |
            http://a.example/guide/x |
            https://a.example:8443/guide/x |
            https://u@a.example/guide/x |
            https://a.example/guide/../x |
            mailto:a@a.example   |
            javascript:x         |
            %zz                  |
            """)
    void onlyLinksWithinTheFolderAreFollowed(String written, String to) {
        Prefix prefix = new Prefix(URI.create("https://a.example/guide/start.html"));
        assertEquals(Optional.ofNullable(to).map(URI::create), prefix.link(
                URI.create("https://a.example/guide/deep/a.html"), written.replaceAll("#.*", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                | text/html       | index.html
            a/                | text/html       | a/index.html
            a/b               | text/html       | a/b.html
            a/b.php?x=1/2     | text/html       | a/b.php@x=1_2.html
            a.md              | text/plain      | a.md
            a.pdf             | application/pdf | a.pdf
            .rill.yaml        | text/html       | _.rill.yaml.html
            %2e%2e/x          | text/html       | _../x.html
            a%2f..%2fb        | text/plain      | a_.._b.txt
            a.png             | image/png       |
            a                 | application/zip |
            """)
    void aPageIsKeptInAFileOfItsName(String below, String type, String file) {
        assertEquals(Optional.ofNullable(file), PageFile.of(below, type, new byte[0]));
    }

    @Test
    void whatAPageIsIsToldByItsContentWhereItsServerDoesNotKnow() {
        byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.of("get@id=3.pdf"), PageFile.of("get?id=3", "application/octet-stream", pdf));
        assertEquals(Optional.of("report.v2.pdf"), PageFile.of("report.v2", "binary/octet-stream", pdf));
        assertEquals(Optional.empty(), PageFile.of("notes.v2", "binary/octet-stream", new byte[] {'a'}));
    }

    @Test
    void aSitemapWithEntitiesOpensNoFile() {
        assertThrows(XMLStreamException.class, () -> Sitemap.parse(("<!DOCTYPE u [<!ENTITY x SYSTEM "
                + "'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>")
                .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPackedSitemapIsUnpackedAsFarAsAPageMayGo() throws Exception {
        assertEquals(List.of("http://a/b"), Sitemap.parse(packed("<urlset><url><loc>http://a/b</loc></url></urlset>"))
                .locations());
        byte[] bomb = packed(" ".repeat(Website.MAX_BYTES + 1));
        assertEquals("it unpacks to more than 10 MiB",
                assertThrows(IOException.class, () -> Sitemap.parse(bomb)).getMessage());
        byte[] cut = Arrays.copyOf(packed("<urlset/>"), 15);
        assertThrows(IOException.class, () -> Sitemap.parse(cut));
    }

    static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void anAnswerThatIsTooLargeIsCutHoweverItIsSent() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean chunked = exchange.getRequestURI().getPath().startsWith("/chunked");
            byte[] body = new byte[exchange.getRequestURI().getPath().endsWith("large") ? 2_000 : 900];
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            PageClient client = new PageClient(new PublicAddresses(true), 1_000);
            for (String path : new String[] {"/", "/chunked/"}) {
                URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
                assertTrue(client.get(url.resolve("large"), Map.of()).cut(), path);
                assertEquals(900, client.get(url.resolve("small"), Map.of()).body().length, path);
            }
        } finally {
            server.stop(0);
        }
    }
}
