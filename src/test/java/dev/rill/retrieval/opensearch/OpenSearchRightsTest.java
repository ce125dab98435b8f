package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.index.SuggestedQuestions;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestOpenSearch.class)
class OpenSearchRightsTest {
    private static final Reader HR = Reader.of("anna", Set.of("hr"), false);
    private static final Reader OTHER = Reader.of("ben", Set.of("staff"), false);
    private static final String RIGHTS = "hr/.rill.yaml";

    @TempDir
    private Path base;
    private IndexFixture fixture;

    @BeforeEach
    void make(TestOpenSearch.Server server) throws IOException {
        fixture = server.fixture(base);
        fixture.write("cars.md", "# Driving\n\nEvery automobile needs a licence.\n");
        fixture.write("hr/cars.md", "# Company cars\n\nThe automobile of the board is blue.\n");
        fixture.write("hr/pay.md", "# Pay\n\n## Who decides about the bonus?\n\nThe board decides about the bonus.\n");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatSomebodyMayNotReadIsNeitherFoundNorListedNorReadNorSuggested() {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        fixture.write("zz.md", "# Company cars\n\nThe automobile of the board is blue.\n");
        fixture.open();
        assertEquals(2, found(HR, "automobile", Optional.empty()).size(), "of copies the first");
        assertEquals(Set.of("cars.md", "zz.md"), found(OTHER, "automobile", Optional.empty()));
        assertEquals(Set.of(), found(OTHER, "automobile", Optional.of("hr")));
        assertEquals(Set.of("hr/cars.md"), found(HR, "automobile", Optional.of("hr")));
        DocumentLibrary seen = fixture.index().seenBy(OTHER);
        assertEquals(List.of("cars.md", "zz.md"), seen.documents().stream().map(DocumentInfo::path).toList());
        assertTrue(seen.text("hr/cars.md", OptionalInt.empty(), OptionalInt.empty()).isEmpty());
        assertTrue(fixture.index().seenBy(HR).text("hr/cars.md", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text().contains("blue"));
        SuggestedQuestions questions = new SuggestedQuestions(fixture.index());
        assertTrue(suggested(questions, HR).contains("hr/pay.md"));
        assertFalse(suggested(questions, OTHER).stream().anyMatch(path -> path.startsWith("hr/")));
    }

    @Test
    void aChangeOfRightsCountsSoonAndAfterARestart() {
        fixture.open();
        assertEquals(Set.of("cars.md", "hr/cars.md"), found(OTHER, "automobile", Optional.empty()));
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        IndexFixture.until(() -> found(OTHER, "automobile", Optional.empty()).equals(Set.of("cars.md")));
        IndexFixture.until(() -> found(HR, "automobile", Optional.empty()).equals(Set.of("cars.md", "hr/cars.md")));

        fixture.close(fixture.index());
        fixture.write(RIGHTS, "readers: [group:staff]\n");
        fixture.open();
        assertEquals(Set.of("cars.md"), found(HR, "automobile", Optional.empty()));
        assertEquals(Set.of("cars.md", "hr/cars.md"), found(OTHER, "automobile", Optional.empty()));
    }

    @Test
    void aDocumentThatChangesHasNoPassageOfBefore() throws IOException {
        String whole = "# One\n\n" + "## Part\n\nIt is about apples and plums, and about much else. "
                + ("The harvest of the orchard is brought in before the frost comes to the valley. ".repeat(20)
                + "\n\n## Then\n\n").repeat(6);
        fixture.write("one.md", whole);
        fixture.open();
        assertTrue(IndexFixture.search(fixture.index(), "harvest orchard").size() > 2);
        fixture.write("one.md", "# One\n\nIt is about the harvest of dates.\n");
        IndexFixture.until(() -> fixture.found("dates").equals(List.of("one.md")));
        assertEquals(1, IndexFixture.search(fixture.index(), "harvest").size());
        Files.delete(fixture.documents.resolve("one.md"));
        IndexFixture.until(() -> fixture.found("harvest dates").isEmpty());
        assertFalse(fixture.paths().contains("one.md"));
    }

    private static Set<String> suggested(SuggestedQuestions questions, Reader reader) {
        return questions.get(reader).stream().map(SuggestedQuestions.Suggestion::path).collect(Collectors.toSet());
    }

    private Set<String> found(Reader reader, String question, Optional<String> folder) {
        return fixture.index().seenBy(reader).candidates(List.of(question), new PassageScope(folder, List.of()), 20,
                new Cancellation()).stream().flatMap(List::stream).map(Passage::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
