package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.TopicEmbedder;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSearchTest {
    @TempDir
    private Path base;
    private final TopicEmbedder embedder = new TopicEmbedder(1_536);
    private IndexFixture fixture;

    @BeforeEach
    void makeFolder() throws IOException {
        fixture = new IndexFixture(base, Optional.of(embedder));
        fixture.write("cars.md", "# Driving\n\nEvery automobile needs a licence.\n");
        fixture.write("cats.md", "# Pets\n\nA feline sleeps a lot.\n");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatIsMeantIsFoundInOtherWords() {
        fixture.open();
        awaitVectors();

        List<List<Passage>> lists = candidates("vehicle");

        assertEquals(List.of(), lists.getFirst());
        assertEquals("cars.md", lists.get(1).getFirst().path());
        assertEquals(List.of("Driving\n\n# Driving\n\nEvery automobile needs a licence.",
                "Pets\n\n# Pets\n\nA feline sleeps a lot."), embedder.texts.subList(0, 2).stream().sorted().toList());
    }

    @Test
    void vectorsAreKeptOverARestart() {
        DocumentIndex index = fixture.open();
        awaitVectors();
        fixture.close(index);
        embedder.texts.clear();

        fixture.open();

        assertEquals("cats.md", candidates("cat").get(1).getFirst().path());
        assertEquals(List.of("cat"), embedder.texts);
    }

    @Test
    void onlyPassagesThatChangedGetNewVectors() {
        String others = "Nothing much is said here, and it goes on and on. ".repeat(30);
        fixture.write("long.md", "# A\n\n" + others + "\n\n# B\n\nA loaf is baked.\n");
        fixture.open();
        awaitVectors();
        embedder.texts.clear();

        fixture.write("long.md", "# A\n\n" + others + "\n\n# B\n\nTwo loaves, or one loaf, are baked.\n");
        IndexFixture.until(() -> !embedder.texts.isEmpty());
        awaitVectors();

        assertEquals(List.of("A > B\n\n# B\n\nTwo loaves, or one loaf, are baked."), embedder.texts);
    }

    @Test
    void aFailingServerCostsOnlyItsListsAndIsAskedAgainLater() {
        embedder.down = true;
        fixture.open();

        List<List<Passage>> lists = candidates("automobile");
        assertEquals(1, lists.size());
        assertEquals("cars.md", lists.getFirst().getFirst().path());

        embedder.down = false;
        awaitVectors();
        assertEquals("cars.md", candidates("vehicle").get(1).getFirst().path());
    }

    @Test
    void aCancelledSearchEnds() {
        DocumentIndex index = fixture.open();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Cancellation.Reason.STOPPED);

        assertThrows(Cancellation.CancelledException.class,
                () -> index.candidates(List.of("car"), 5, cancellation));
    }

    private List<List<Passage>> candidates(String question) {
        return fixture.index().candidates(List.of(question), 5, new Cancellation());
    }

    private void awaitVectors() {
        IndexFixture.until(() -> fixture.index().withoutVectors() == 0);
    }
}
