package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a reranker. */
class RerankingServerTest {
    private final FakeModel model = FakeModel.start();
    private final FakeModel reranker = FakeModel.start();

    @TempDir
    Path folder;

    @BeforeEach
    void documents() throws Exception {
        Files.writeString(folder.resolve("pear.md"), "# Fruit\n\nWhich tree is this? This tree is a pear tree.\n");
        Files.writeString(folder.resolve("plum.md"),
                "# Fruit\n\nThis tree is a plum tree, and it stands in the yard of a house.\n");
        Files.writeString(folder.resolve("apple.md"),
                "# Fruit\n\nBehind the house and the yard, near the road, stands an apple"
                + " tree, whose fruit is sour, and small, and gone before the winter comes.\n");
    }

    @AfterEach
    void close() {
        model.close();
        reranker.close();
    }

    private Map<String, String> settings(String timeout) {
        return new HashMap<>(Map.of("RILL_DOCUMENTS", folder.toString(), "RILL_SEARCH", "always", "RILL_RERANK_URL",
                reranker.baseUrl().toString(), "RILL_RERANK_TIMEOUT", timeout));
    }

    /** The texts with the word are the best. */
    private void prefers(String word) {
        reranker.otherwise(request -> {
            StringJoiner results = new StringJoiner(",", "{\"results\":[", "]}");
            int index = 0;
            for (JsonNode text : request.json().get("documents")) {
                results.add("{\"index\":" + index++ + ",\"relevance_score\":"
                        + (text.asText().contains(word) ? 0.9 : 0.1) + "}");
            }
            return Optional.of(Script.reply(200, "application/json", results.toString()));
        });
    }

    private static void ask(int port) throws Exception {
        RawHttp.json(port, "POST", "/chat", "{\"threadId\":\"t\",\"message\":\"Which tree is this?\"}");
    }

    private List<String> order(TestServer server) throws Exception {
        ask(server.port());
        RecordedRequest asked = model.requests().getLast();
        return Stream.of("apple", "pear", "plum")
                .sorted(Comparator.comparingInt(name -> asked.body().indexOf(name + ".md"))).toList();
    }

    @Test
    void whatTheRerankerFindsBestIsTheFirstThatTheModelIsGiven() throws Exception {
        try (TestServer server = TestServer.start(model, settings("PT5M"))) {
            for (String best : List.of("plum", "pear", "apple")) {
                prefers(best);
                assertEquals(best, order(server).getFirst());
            }
            assertEquals("Which tree is this?", reranker.requests().getFirst().json().get("query").asText());
        }
    }

    @Test
    void oneThatIsSlowOrFailsLeavesTheOrderOfTheSearch() throws Exception {
        List<String> searched;
        try (TestServer server = TestServer.start(model,
                Map.of("RILL_DOCUMENTS", folder.toString(), "RILL_SEARCH", "always"))) {
            searched = order(server);
        }
        reranker.otherwise(request -> Optional.of(Script.raw(Effect.silence(), "")));
        try (TestServer server = TestServer.start(model, settings("PT0.1S"))) {
            assertEquals(searched, order(server));
        }
        reranker.otherwise(request -> Optional.of(Script.status(500)));
        try (TestServer server = TestServer.start(model, settings("PT5M"))) {
            assertEquals(searched, order(server));
        }
    }

    @Test
    void theMetricsTellWhatCameOfIt(@TempDir Path data) throws Exception {
        reranker.otherwise(request -> Optional.of(Script.status(500)));
        Map<String, String> settings = TestServer.withModel(model, settings("PT5M"));
        settings.put("RILL_EMBEDDINGS", "off");
        try (ServerProcess server = ServerProcess.start(data, settings)) {
            ask(server.port());
            ask(server.port());
            String metrics = RawHttp.call(server.port(), "GET", "/metrics").text();
            Map.of("failed", 1, "not_asked", 1, "late", 0, "reranked", 0).forEach((outcome, times) -> assertTrue(metrics
                    .contains("rill_reranks_total{outcome=\"" + outcome + "\",scope=\"application\",} " + times
                            + ".0"), metrics));
        }
    }
}
