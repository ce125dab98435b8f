package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.TopicEmbedder;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSearchTest {
    private static final String LONG = "Nothing much is said here, and it goes on and on. ".repeat(30);

    @TempDir
    private Path base;
    private final TopicEmbedder embedder = new TopicEmbedder(1_536, 4);
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

        assertEquals("cars.md", first("vehicle"));
        assertEquals(List.of("Driving\n\n# Driving\n\nEvery automobile needs a licence.",
                "Pets\n\n# Pets\n\nA feline sleeps a lot."), embedder.texts.subList(0, 2).stream().sorted().toList());
    }

    @Test
    void whatWordsAndMeaningFindComesBeforeWhatOneOfThemFinds() {
        fixture.write("fees.md", "# Fees\n\nEvery licence costs ten pounds.\n");
        fixture.open();
        awaitVectors();

        assertEquals(List.of("cars.md", "fees.md"), paths("licence of a vehicle").subList(0, 2));
    }

    @Test
    void vectorsAreKeptOverARestart() {
        DocumentIndex index = fixture.open();
        awaitVectors();
        fixture.close(index);
        embedder.texts.clear();

        fixture.open();
        awaitVectors();

        assertEquals("cats.md", first("cat"));
        assertEquals(List.of("cat"), embedder.texts);
    }

    @Test
    void vectorsAreKeptWhereTheIndexOfWordsIsMadeAnew() throws IOException {
        DocumentIndex index = fixture.open();
        awaitVectors();
        fixture.close(index);
        embedder.texts.clear();
        try (Stream<Path> files = Files.list(fixture.folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        fixture.open();
        awaitVectors();

        assertEquals(List.of(), embedder.texts);
    }

    @Test
    void damagedVectorsAreMadeAnew() throws IOException {
        DocumentIndex index = fixture.open();
        awaitVectors();
        fixture.close(index);
        try (Stream<Path> files = Files.list(fixture.folder.resolveSibling("vectors"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".cfs")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        embedder.texts.clear();

        fixture.open();
        awaitVectors();

        assertEquals(2, embedder.texts.size());
        assertEquals("cats.md", first("cat"));
    }

    @Test
    void anotherModelMakesItsOwn() {
        DocumentIndex index = fixture.open();
        awaitVectors();
        fixture.close(index);
        embedder.model = "topics of another kind";
        embedder.texts.clear();

        fixture.open();
        awaitVectors();

        assertEquals(2, embedder.texts.size());
    }

    @Test
    void onlyPassagesThatChangedGetNewVectors() {
        fixture.write("long.md", "# A\n\n" + LONG + "\n\n# B\n\nA loaf is baked.\n");
        fixture.open();
        awaitVectors();
        embedder.texts.clear();

        fixture.write("long.md", "# A\n\n" + LONG + "\n\n# B\n\nTwo loaves, or one loaf, are baked.\n");
        IndexFixture.until(() -> !embedder.texts.isEmpty());
        awaitVectors();

        assertEquals(List.of("A > B\n\n# B\n\nTwo loaves, or one loaf, are baked."), embedder.texts);
    }

    @Test
    void aCopyAndAFileThatMovedNeedNoNewVector() throws IOException {
        fixture.open();
        awaitVectors();
        embedder.texts.clear();

        fixture.write("pets/cats.md", "# Pets\n\nA feline sleeps a lot.\n");
        Files.delete(fixture.documents.resolve("cats.md"));
        IndexFixture.until(() -> first("cat").equals("pets/cats.md"));
        awaitVectors();

        assertEquals(Set.of("cat"), Set.copyOf(embedder.texts));
    }

    @Test
    void whatIsGoneIsNotFound() throws IOException {
        fixture.open();
        awaitVectors();

        Files.delete(fixture.documents.resolve("cats.md"));
        IndexFixture.until(() -> !paths("cat").contains("cats.md"));
        awaitVectors();
        assertFalse(paths("cat").contains("cats.md"));
    }

    @Test
    void aFailingServerCostsOnlyItsPartAndIsAskedAgainLater() {
        embedder.down = true;
        fixture.open();
        IndexFixture.until(() -> !fixture.index().embeds());

        assertEquals(List.of("cars.md"), paths("automobile"));
        assertEquals(OptionalInt.of(2), fixture.index().withoutVectors());

        embedder.down = false;
        awaitVectors();
        assertEquals("cars.md", first("vehicle"));
        assertTrue(fixture.index().embeds());
    }

    @Test
    void aTextThatIsRefusedCostsTheOthersNothing() {
        embedder.refused = "automobile";
        fixture.open();
        awaitVectors();

        assertEquals("cats.md", first("cat"));
        assertEquals(List.of("cars.md"), paths("automobile").subList(0, 1));
    }

    @Test
    void aQuestionWhoseVectorDoesNotComeIsAnsweredByWords() {
        fixture.open();
        awaitVectors();
        embedder.slow = true;

        assertEquals(List.of(), paths("vehicle"));
        assertEquals(List.of("cars.md"), paths("automobile"));
        assertTrue(fixture.index().embeds());
    }

    @Test
    void aQuestionThatTheModelDoesNotKnowIsAnsweredByWordsAndOthersBesideItByBoth() {
        fixture.open();
        awaitVectors();
        embedder.foreign = "voiture";

        List<List<Passage>> lists = fixture.index().seenBy(Reader.NOBODY).candidates(List.of("voiture automobile",
                "vehicle"), 5,
                new Cancellation());

        assertEquals(List.of("cars.md"), lists.getFirst().stream().map(Passage::path).toList());
        assertEquals("cars.md", lists.getLast().getFirst().path());
        assertTrue(fixture.index().embeds());
    }

    @Test
    void aPassageThatTheModelDoesNotKnowIsFoundByWordsAndNotAskedForAgain() {
        embedder.foreign = "feline";
        DocumentIndex index = fixture.open();
        awaitVectors();

        assertEquals("cats.md", first("feline sleeps"));
        assertEquals(List.of("cars.md"), paths("vehicle"));
        assertEquals(List.of("cats.md", "cars.md"), paths("a cat that sleeps in an automobile or sleeps"));
        fixture.close(index);
        embedder.foreign = "\0";
        embedder.texts.clear();
        fixture.open();
        awaitVectors();
        assertEquals(List.of(), embedder.texts);
    }

    @Test
    void whereTheModelKnowsNoPassageAllIsFoundByWords() {
        embedder.foreign = " ";
        fixture.open();
        awaitVectors();
        embedder.foreign = "\0";

        assertEquals(List.of("cars.md"), paths("automobile"));
        assertEquals(List.of(), paths("vehicle"));
        assertTrue(fixture.index().embeds());
    }

    @Test
    void sentencesAreComparedWithAQuestionAndWhileTheModelFailsNot() {
        fixture.open();
        awaitVectors();
        Nearness nearness = fixture.index().seenBy(Reader.NOBODY).nearness("vehicle", new Cancellation());

        List<Double> near = nearness.of(List.of("a cat", "an automobile"));
        assertTrue(near.get(1) > 0.9 && near.get(0) < 0.1, near.toString());
        assertEquals(List.of(), nearness.of(List.of()));
        embedder.slow = true;
        assertEquals(List.of(), nearness.of(List.of("a cat")));
        embedder.slow = false;
        embedder.down = true;
        assertEquals(List.of(), nearness.of(List.of("a cat")));
    }

    @Test
    void aCancelledSearchEnds() {
        DocumentIndex index = fixture.open();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Cancellation.Reason.STOPPED);

        assertThrows(Cancellation.CancelledException.class,
                () -> index.seenBy(Reader.NOBODY).candidates(List.of("car"), 5, cancellation));
    }

    private List<Passage> candidates(String question) {
        List<List<Passage>> lists = fixture.index().seenBy(Reader.NOBODY).candidates(List.of(question), 5,
                new Cancellation());
        assertEquals(1, lists.size());
        return lists.getFirst();
    }

    private List<String> paths(String question) {
        return candidates(question).stream().map(Passage::path).toList();
    }

    private String first(String question) {
        return paths(question).getFirst();
    }

    private void awaitVectors() {
        IndexFixture.until(() -> fixture.index().withoutVectors().equals(OptionalInt.of(0)));
    }
}
