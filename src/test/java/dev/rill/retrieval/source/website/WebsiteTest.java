package dev.rill.retrieval.source.website;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.ServerLaunch;
import dev.rill.proxy.ProxyProgram;
import dev.rill.proxy.ReverseProxy;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.rights.ReaderRules;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A website that nginx serves. */
class WebsiteTest {
    @TempDir
    private Path base;
    private final StorageThreads threads = new StorageThreads("web-test", 2);
    private int port;
    private ReverseProxy nginx;
    private DocumentSource source;
    private DocumentIndex index;

    @BeforeEach
    void serve() throws Exception {
        port = ServerLaunch.freePort();
        Files.createDirectories(base.resolve("www"));
        write("robots.txt", "User-agent: *\nDisallow: /guide/private/\n");
        write("guide/index.html", page("Start", "<a href='pumps.html#top'>Pumps</a> <a href=deep/>Deep</a>"
                + "<a href='private/x.html'>x</a> <a href='/other/y.html'>y</a> <a href='moved'>m</a>"
                + "<a href='away'>a</a><a href='http://127.0.0.1:1/guide/z.html'>z</a><a href=picture.png>p</a>"));
        write("guide/pumps.html", page("Pumps", "Pumps turn to the left."));
        write("guide/deep/index.html", page("Deep", "<a href='../notes.txt'>Notes</a><a href=gone.html>g</a>"));
        write("guide/deep/gone.html", page("Gone", "Valves are closed."));
        write("guide/notes.txt", "Handles are blue.\n");
        write("guide/new.html", page("New", "Bolts are new."));
        write("guide/picture.png", "x");
        write("guide/private/x.html", page("Private", "Keys are here."));
        write("other/y.html", page("Other", "Other things."));
        start();
    }

    @AfterEach
    void close() throws Exception {
        if (index != null) {
            index.close();
            source.close();
        }
        threads.close();
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void pagesAreFollowedThroughLinksChangeDeletionAndAServerThatIsGone() throws Exception {
        open(Optional.empty());
        IndexFixture.until(() -> paths().equals(List.of("site/deep/gone.html", "site/deep/index.html",
                "site/index.html", "site/new.html", "site/notes.txt", "site/pumps.html")));
        assertEquals(Optional.of(new Origin.Page(url("/guide/deep/"))), origin("site/deep/index.html"));
        assertEquals(Optional.of(new Origin.Page(url("/guide/pumps.html"))), origin("site/pumps.html"));
        IndexFixture.until(() -> log().contains("GET /guide/notes.txt HTTP/1.1\" 304"));

        write("guide/pumps.html", page("Pumps", "Pumps turn to the right, always."));
        Files.delete(base.resolve("www/guide/deep/gone.html"));
        IndexFixture.until(() -> !paths().contains("site/deep/gone.html"));
        IndexFixture.until(() -> IndexFixture.search(index, "pumps").getFirst().text().contains("right"));

        nginx.close();
        IndexFixture.until(() -> info().error().isPresent());
        assertTrue(info().error().get().startsWith("it cannot be fetched: "), info()::toString);
        assertEquals(5, paths().size());
        write("guide/notes.txt", "Handles are green now.\n");
        start();
        IndexFixture.until(() -> info().error().isEmpty());
        IndexFixture.until(() -> IndexFixture.search(index, "handles").getFirst().text().contains("green"));
        assertTrue(!log().contains("GET /guide/private/") && !log().contains("GET /other/"), this::log);
    }

    @Test
    void aSitemapSaysWhichPagesThereAre() throws IOException {
        sitemap("/guide/pumps.html", "/other/y.html", "/guide/private/x.html", "/guide/deep/");
        open(Optional.of(url("/maps/index.xml")));
        IndexFixture.until(() -> paths().equals(List.of("site/deep/index.html", "site/pumps.html")));
        sitemap("/guide/pumps.html", "/guide/notes.txt");
        IndexFixture.until(() -> paths().equals(List.of("site/notes.txt", "site/pumps.html")));
    }

    @Test
    void aPrivateAddressIsRefusedWhereItIsNotAllowed() throws IOException {
        open(Optional.empty(), false);
        IndexFixture.until(() -> info().error().equals(Optional.of("it cannot be fetched: 127.0.0.1 has a private "
                + "address, which private-addresses does not allow")));
        assertEquals("", log());
    }

    private void sitemap(String... paths) throws IOException {
        StringBuilder map = new StringBuilder("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>");
        for (String path : paths) {
            map.append("<url><loc>").append(url(path)).append("</loc></url>");
        }
        Path packed = Files.createDirectories(base.resolve("www/maps")).resolve("pages.xml.gz");
        Files.write(packed, WebsitePartsTest.packed(map + "</urlset>"));
        write("maps/index.xml", "<sitemapindex><sitemap><loc>" + url("/maps/pages.xml.gz")
                + "</loc></sitemap></sitemapindex>");
    }

    private void start() throws Exception {
        nginx = ReverseProxy.start(ProxyProgram.NGINX, own -> """
                types { text/html html; text/plain txt; image/png png; text/xml xml; }
                server {
                    listen 127.0.0.1:%d;
                    listen 127.0.0.1:%d;
                    access_log %s/access.log combined;
                    root %s/www;
                    location = /guide/moved { return 301 /guide/new.html; }
                    location = /guide/away { return 302 /other/y.html; }
                }
                """.formatted(own, port, base, base));
    }

    private void open(Optional<URI> sitemap) throws IOException {
        open(sitemap, true);
    }

    private void open(Optional<URI> sitemap, boolean anywhere) throws IOException {
        Website website = new Website(new Website.Place(url("/guide/"), sitemap, 100, Duration.ofMillis(1), anywhere),
                base.resolve("copy"));
        SequencedMap<String, DocumentSource> sources = new LinkedHashMap<>();
        sources.put("site", DocumentSource.fetched(SourceKind.WEBSITE, website, Duration.ofMillis(100),
                ReaderRules.NONE));
        source = DocumentSource.named(sources, ReaderRules.NONE);
        source.start();
        index = EmbeddedIndex.open(source, base.resolve("index"), Optional.empty(), Optional.empty(),
                threads, Duration.ofMillis(20));
        IndexFixture.until(() -> !index.sources(Reader.NOBODY).isEmpty());
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private String log() {
        try {
            return Files.readString(base.resolve("access.log"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String page(String title, String body) {
        return "<!doctype html><title>" + title + "</title><h1>" + title + "</h1><p>" + body + "</p>\n";
    }

    private void write(String path, String text) throws IOException {
        Path file = base.resolve("www").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> paths() {
        return index.seenBy(Reader.NOBODY).documents().stream().map(DocumentInfo::path).toList();
    }

    private SourceInfo info() {
        return index.sources(Reader.NOBODY).getFirst();
    }

    private Optional<Origin> origin(String path) {
        return index.seenBy(Reader.NOBODY).origin(path);
    }
}
