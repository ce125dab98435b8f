package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.TopicEmbedder;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopedSearchTest {
    private IndexFixture fixture;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        fixture = new IndexFixture(folder, Optional.of(new TopicEmbedder(8)));
        for (String path : List.of("cars.md", "guides/cars.md", "guides/deep/cars.md", "guidesmore/cars.md")) {
            fixture.write(path, "# Cars\n\nA car has four wheels, says " + path + ".\n");
        }
        fixture.write("tagged.md", "---\ntags: [Race]\n---\n# Racing\n\nA car that races.\n");
        fixture.open();
        IndexFixture.until(() -> fixture.index().withoutVectors().equals(OptionalInt.of(0)));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aFolderIsSearchedWithAllBelowItAndNothingBesideIt() {
        assertEquals(Set.of("guides/cars.md", "guides/deep/cars.md"), found(Optional.of("/Guides/"), List.of()));
        assertEquals(Set.of("guides/deep/cars.md"), found(Optional.of("guides/deep"), List.of()));
        assertEquals(Set.of("cars.md"), found(Optional.of("cars.md"), List.of()));
        assertEquals(Set.of(), found(Optional.of("guide"), List.of()));
    }

    @Test
    void aTagKeepsTheDocumentsThatHaveIt() {
        assertEquals(Set.of("tagged.md"), found(Optional.empty(), List.of("race", "unknown")));
        assertEquals(Set.of(), found(Optional.of("guides"), List.of("race")));
    }

    @Test
    void withoutFolderAndTagsEverythingIsSearched() {
        assertEquals(5, found(Optional.of("./"), List.of(" ")).size());
    }

    /** By words and by vectors. */
    private Set<String> found(Optional<String> folder, List<String> tags) {
        Set<String> paths = new TreeSet<>();
        fixture.index().seenBy(Reader.NOBODY).candidates(List.of("car"), new PassageScope(folder, tags), 20,
                new Cancellation())
                .forEach(list -> list.stream().map(Passage::path).forEach(paths::add));
        return paths;
    }
}
