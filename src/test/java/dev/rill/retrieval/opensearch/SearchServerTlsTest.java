package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rill.proxy.Certificate;
import dev.rill.retrieval.index.DocumentEntries.UnreachableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchServerTlsTest {
    @TempDir
    private Path folder;

    @Test
    void aCertificateThatNobodyTrustsIsNamedAsTheReason() throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(Certificate.make(folder, "search.test").context()));
        https.start();
        try (SearchServer server = new SearchServer(SearchAddress.of(
                URI.create("https://rill:secret@localhost:" + https.getAddress().getPort() + "/rill")))) {
            UnreachableException refused = assertThrows(UnreachableException.class, () ->
                    server.get("/", Duration.ofSeconds(20)));
            assertEquals("Java does not trust its certificate, as the manual's page about security says how it would",
                    refused.getMessage());
        } finally {
            https.stop(0);
        }
    }
}
