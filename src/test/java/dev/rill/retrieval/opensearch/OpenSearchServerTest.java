package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.server.TestServer;
import dev.rill.threads.CuttableProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole server, with its manual in OpenSearch. */
@ExtendWith(TestOpenSearch.class)
class OpenSearchServerTest {
    private static final String SEARCH = "/search?q=What+happens+at+a+deploy";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void whileTheSearchServerIsAwayQuestionsEndWithAnErrorThatMayBeTriedAgain(TestOpenSearch.Server opensearch)
            throws Exception {
        try (CuttableProxy way = new CuttableProxy(opensearch.port());
             TestServer server = TestServer.start(Map.of("RILL_SEARCH_URL", opensearch.url(way.port()).toString()))) {
            IndexFixture.until(() -> get(server, "/health/ready").statusCode() == 200);
            HttpResponse<String> found = get(server, SEARCH);
            assertTrue(found.body().contains("many-machines.md"), found.body());
            assertTrue(ask(server, "one").contains("event: complete"));

            way.cut();
            HttpResponse<String> refused = get(server, SEARCH);
            assertEquals(503, refused.statusCode());
            assertTrue(refused.body().contains("STORE_UNAVAILABLE"), refused.body());
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            String failed = ask(server, "two");
            assertTrue(failed.contains("event: error") && failed.contains("STORE_UNAVAILABLE")
                    && failed.contains("\"retryable\":true"), failed);
            HttpResponse<String> health = get(server, "/health");
            assertEquals(200, health.statusCode());
            assertTrue(health.body().contains("\"search\":{\"status\":\"DOWN\""), health.body());

            way.restore();
            IndexFixture.until(() -> get(server, SEARCH).statusCode() == 200);
            assertTrue(get(server, "/health").body().contains("\"search\":{\"status\":\"UP\""));
            assertTrue(ask(server, "three").contains("event: complete"));
        }
    }

    private HttpResponse<String> get(TestServer server, String path) {
        return send(HttpRequest.newBuilder(uri(server, path)).build());
    }

    private String ask(TestServer server, String thread) {
        return send(HttpRequest.newBuilder(uri(server, "/chat/stream")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"threadId\":\"" + thread
                        + "\",\"message\":\"What happens at a deploy?\"}")).build()).body();
    }

    private static URI uri(TestServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
