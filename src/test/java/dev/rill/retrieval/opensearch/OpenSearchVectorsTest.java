package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.SearchUnavailableException;
import dev.rill.retrieval.TopicEmbedder;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestOpenSearch.class)
class OpenSearchVectorsTest {
    @TempDir
    private Path base;
    private final TopicEmbedder embedder = new TopicEmbedder(8);

    @Test
    void withoutNeighboursWhatWordsFindIsOrderedByMeaningToo(TestOpenSearch.Server server) throws IOException {
        try (IndexFixture fixture = TestOpenSearch.fixture(base, server.url(), embedder)) {
            fixture.write("cat.md", "# Licence licence\n\nA licence, a licence, and a feline.\n");
            fixture.write("car.md", "# Papers\n\nEvery automobile needs a licence.\n");
            fixture.write("other.md", "# Wheels\n\nAn automobile has four.\n");
            embedder.down = true;
            fixture.open();
            assertEquals("cat.md", fixture.found("vehicle licence").getFirst(), "by words alone");
            assertEquals(OptionalInt.of(3), fixture.index().withoutVectors());
            embedder.down = false;
            complete(fixture);
            assertEquals(List.of("car.md", "cat.md"), fixture.found("vehicle licence"));
            assertTrue(IndexFixture.search(fixture.index(), "vehicle licence").getFirst().score() <= 1);
        }
    }

    @Test
    void neighboursAreFoundAndVectorsOutliveWhatHappensAroundThem(TestOpenSearch.Server server) throws IOException {
        try (NeighbourFront front = new NeighbourFront(server.port());
             IndexFixture fixture = TestOpenSearch.fixture(base, server.url(front.port()), embedder)) {
            String first = "# Papers\n\n"
                    + "Every automobile needs a licence, which is asked for at the office. ".repeat(30)
                    + "\n\n## Then\n\n";
            fixture.write("car.md", first + "Whoever has one may drive, and pays for it. ".repeat(30));
            fixture.write("cat.md", "# Pets\n\nA feline.\n");
            fixture.open();
            complete(fixture);
            assertEquals(List.of("car.md"), fixture.found("vehicle").subList(0, 1));
            assertTrue(front.asked.get() > 0);
            long before = embedder.texts.stream().filter(text -> text.contains("at the office")).count();
            fixture.write("car.md", first + "Whoever has none may not drive, and is fined. ".repeat(30));
            IndexFixture.until(() -> !fixture.found("fined").isEmpty());
            complete(fixture);
            assertEquals(before, embedder.texts.stream().filter(text -> text.contains("at the office")).count());
            String office = "## Office\n\n" + "Every automobile needs a licence, which the office gives. ".repeat(30);
            fixture.write("moved.md", "# Moved\n\n" + office);
            IndexFixture.until(() -> !fixture.found("gives").isEmpty());
            complete(fixture);
            long given = embedder.texts.stream().filter(text -> text.contains("the office gives")).count();
            fixture.write("moved.md", "# Moved\n\n## Before\n\n" + "It opens late. ".repeat(80) + "\n\n" + office);
            IndexFixture.until(() -> !fixture.found("late").isEmpty());
            complete(fixture);
            assertEquals(given, embedder.texts.stream().filter(text -> text.contains("the office gives")).count());
            Files.delete(fixture.documents.resolve("moved.md"));
            Files.delete(fixture.documents.resolve("car.md"));
            IndexFixture.until(() -> fixture.found("vehicle").stream().noneMatch("car.md"::equals));
        }
    }

    @Test
    void aPassageThatTheModelRefusesIsFoundByItsWordsAndHoldsUpNoOther(TestOpenSearch.Server server)
            throws IOException {
        try (NeighbourFront front = new NeighbourFront(server.port());
             IndexFixture fixture = TestOpenSearch.fixture(base, server.url(front.port()), embedder)) {
            embedder.refused = "poison";
            embedder.foreign = "unbekannt";
            fixture.write("bad.md", "# Bad\n\nIt holds poison.\n");
            fixture.write("foreign.md", "# Fremd\n\nEs ist unbekannt.\n");
            fixture.write("car.md", "# Papers\n\nEvery automobile needs a licence.\n");
            fixture.open();
            complete(fixture);
            assertEquals("car.md", fixture.found("vehicle").getFirst());
            assertEquals(List.of("bad.md"), fixture.found("poison"));
            assertEquals(List.of("foreign.md"), fixture.found("unbekannt"));
        }
    }

    @Test
    void neighboursAreFoundAgainInAnIndexThatWasDeletedAndMadeAnew(TestOpenSearch.Server server) throws IOException {
        try (NeighbourFront front = new NeighbourFront(server.port())) {
            URI url = server.url(front.port());
            try (IndexFixture fixture = TestOpenSearch.fixture(base, url, embedder);
                 SearchServer asked = new SearchServer(SearchAddress.of(url))) {
                fixture.write("car.md", "# Papers\n\nEvery automobile needs a licence.\n");
                fixture.open();
                complete(fixture);
                assertTrue(asked.send("DELETE", "/" + SearchForm.index(asked.name(),
                        DocumentIndex.identity(DocumentSource.folder(fixture.documents))), "", Duration.ofSeconds(20))
                        .ok());
                fixture.write("cat.md", "# Pets\n\nA feline.\n");
                IndexFixture.until(() -> found(fixture, "licence").equals(List.of("car.md")));
                complete(fixture);
                IndexFixture.until(() -> found(fixture, "vehicle").indexOf("car.md") == 0);
            }
        }
    }

    @Test
    void copiesOfOnePassageLeaveRoomForWhatElseIsNear(TestOpenSearch.Server server) throws IOException {
        try (NeighbourFront front = new NeighbourFront(server.port());
             IndexFixture fixture = TestOpenSearch.fixture(base, server.url(front.port()), embedder)) {
            for (int i = 0; i < 60; i++) {
                fixture.write("copy" + i + ".md", "# Papers\n\nEvery automobile needs a licence.\n");
            }
            fixture.write("other.md", "# Wheels\n\nAn automobile, like a feline, has four.\n");
            fixture.open();
            complete(fixture);
            assertTrue(fixture.found("vehicle").contains("other.md"));
        }
    }

    @Test
    void aModelWhoseVectorsHaveAnotherLengthNowHoldsUpNoSearchAndNoDocument(TestOpenSearch.Server server)
            throws IOException {
        try (NeighbourFront front = new NeighbourFront(server.port())) {
            URI url = server.url(front.port());
            try (IndexFixture before = TestOpenSearch.fixture(base, url, embedder)) {
                before.write("car.md", "# Papers\n\nEvery automobile needs a licence.\n");
                before.open();
                complete(before);
            }
            try (IndexFixture fixture = TestOpenSearch.fixture(base, url, new TopicEmbedder(16))) {
                fixture.open();
                assertEquals(List.of("car.md"), fixture.found("licence"));
                fixture.write("wheels.md", "# Wheels\n\nAn automobile has four.\n");
                IndexFixture.until(() -> fixture.found("wheels").contains("wheels.md"));
                complete(fixture);
                assertEquals("wheels.md", fixture.found("vehicle").getFirst());
            }
        }
    }

    @Test
    void vectorsOfAnotherModelTakeThePlaceOfThoseThatAPassageHad(TestOpenSearch.Server server) throws IOException {
        try (NeighbourFront front = new NeighbourFront(server.port())) {
            URI url = server.url(front.port());
            try (IndexFixture before = TestOpenSearch.fixture(base, url, embedder)) {
                before.write("car.md", "# Papers\n\nEvery automobile needs a licence.\n");
                before.open();
                complete(before);
            }
            TopicEmbedder other = new TopicEmbedder(8);
            other.model = "other";
            try (IndexFixture fixture = TestOpenSearch.fixture(base, url, other);
                 SearchServer asked = new SearchServer(SearchAddress.of(url))) {
                fixture.open();
                complete(fixture);
                assertEquals(List.of("car.md"), fixture.found("vehicle"));
                List<String> vectors = asked.send("POST", "/" + asked.name() + "/_search",
                        "{\"query\":{\"term\":{\"type\":\"passage\"}}}", Duration.ofSeconds(20)).body().path("hits")
                        .path("hits").path(0).path("_source").propertyNames().stream()
                        .filter(name -> name.startsWith("vector-")).toList();
                assertEquals(List.of(StoredVectors.field("other", 8)), vectors);
            }
        }
    }

    @Test
    void aUserWhoMayDoNothingButWithIndexesHasWhatTheServerHas(TestOpenSearch.Server server) throws IOException {
        try (FaultyFront front = new FaultyFront(server.port()) {
            @Override
            Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
                return path.startsWith("/_nodes") || path.startsWith("/_cat") || path.startsWith("/_cluster")
                        ? new Answer(403, new byte[0]) : super.answer(method, path, body);
            }
        }; IndexFixture fixture = TestOpenSearch.fixture(base, server.url(front.port()), embedder)) {
            fixture.write("car.md", "# Papers\n\nEvery automobile needs a licence.\n");
            fixture.open();
            complete(fixture);
            assertEquals(List.of("car.md"), fixture.found("vehicle licence"));
        }
    }

    private static List<String> found(IndexFixture fixture, String question) {
        try {
            return fixture.found(question);
        } catch (SearchUnavailableException e) {
            return List.of();
        }
    }

    private static void complete(IndexFixture fixture) {
        IndexFixture.until(() -> fixture.index().withoutVectors().equals(OptionalInt.of(0)));
    }
}
