package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.index.SuggestedQuestions;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may see what, by words and by vectors; whatever keeps the index. */
public class RightsTest {
    private static final Reader HR = Reader.of("anna", Set.of("hr"), false);
    private static final Reader OTHER = Reader.of("ben", Set.of("staff"), false);
    private static final String RIGHTS = "hr/.rill.yaml";

    @TempDir
    private Path base;
    private final TopicEmbedder embedder = new TopicEmbedder(8);
    private IndexFixture fixture;

    protected IndexFixture fixture(Path folder, Embedder made) throws IOException {
        return new IndexFixture(folder, Optional.of(made));
    }

    @BeforeEach
    void make() throws IOException {
        fixture = fixture(base, embedder);
        fixture.write("cars.md", "# Driving\n\nEvery automobile needs a licence.\n");
        fixture.write("hr/cars.md", "# Company cars\n\nThe automobile of the board is blue.\n");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatSomebodyMayNotReadIsFoundNeitherByWordsNorByMeaning() {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        open();
        assertEquals(Set.of("cars.md", "hr/cars.md"), found(HR, "automobile"));
        assertEquals(Set.of("cars.md"), found(OTHER, "automobile"));
        assertEquals(Set.of("cars.md", "hr/cars.md"), found(HR, "vehicle"), "by vectors alone");
        assertEquals(Set.of("cars.md"), found(OTHER, "vehicle"));
        assertEquals(Set.of("cars.md"), found(Reader.NOBODY, "vehicle"));
        assertEquals(Set.of(), found(OTHER, "automobile", Optional.of("hr")));
        assertEquals(Set.of("hr/cars.md"), found(HR, "vehicle", Optional.of("hr")));
    }

    @Test
    void itIsInNoListAndCannotBeRead() {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        fixture.write("hr/scan.png", "x");
        open();
        DocumentLibrary seen = fixture.index().seenBy(OTHER);
        assertEquals(List.of("cars.md"), seen.documents().stream().map(DocumentInfo::path).toList());
        assertTrue(seen.text("hr/cars.md", OptionalInt.empty(), OptionalInt.empty()).isEmpty());
        assertFalse(seen.unread().any());
        assertEquals(OptionalInt.of(0), fixture.index().withoutVectors(OTHER));
        DocumentLibrary all = fixture.index().seenBy(HR);
        assertEquals(2, all.documents().size());
        assertTrue(all.text("hr/cars.md", OptionalInt.empty(), OptionalInt.empty()).orElseThrow().text()
                .contains("blue"));
        assertEquals("1 .png file", all.unread().words());
        assertEquals(1, fixture.index().restricted());
    }

    @Test
    void aCopyThatMayBeReadIsFoundInThePlaceOfOneThatMayNot() {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        fixture.write("zz.md", "# Company cars\n\nThe automobile of the board is blue.\n");
        open();
        assertEquals(Set.of("cars.md", "zz.md"), found(OTHER, "vehicle"));
        assertEquals(Set.of("cars.md", "zz.md"), found(OTHER, "automobile board"));
    }

    @Test
    void aChangeOfRightsCountsSoonAndNothingIsEmbeddedAnew() throws IOException {
        open();
        assertEquals(Set.of("cars.md", "hr/cars.md"), found(OTHER, "vehicle"));
        long embedded = embedded();
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        IndexFixture.until(() -> fixture.index().restricted() == 1);
        assertEquals(Set.of("cars.md"), found(OTHER, "vehicle"));
        assertEquals(Set.of("cars.md"), found(OTHER, "automobile"));
        // until it is written whole it lets nobody in
        IndexFixture.until(() -> found(HR, "automobile").equals(Set.of("cars.md", "hr/cars.md")));
        fixture.write(RIGHTS, "readers: [group:staff]\n");
        IndexFixture.until(() -> found(OTHER, "automobile").size() == 2);
        assertEquals(Set.of("cars.md"), found(HR, "vehicle"));
        Files.delete(fixture.documents.resolve(RIGHTS));
        IndexFixture.until(() -> found(Reader.NOBODY, "automobile").size() == 2);
        assertEquals(embedded, embedded());
    }

    @Test
    void aRightThatWasTakenWhileTheServerWasDownIsGoneWithTheFirstQuestion() throws IOException {
        fixture.close(open());
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        fixture.open();
        assertEquals(Set.of("cars.md"), found(OTHER, "automobile"));
        assertEquals(Set.of("cars.md", "hr/cars.md"), found(HR, "automobile"));
    }

    @Test
    void aDocumentThatChangesKeepsItsReaders() throws IOException {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        open();
        fixture.write("hr/cars.md", "# Company cars\n\nThe automobile of the board is green now.\n");
        IndexFixture.until(() -> fixture.index().seenBy(HR).text("hr/cars.md", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text().contains("green"));
        assertEquals(Set.of("cars.md"), found(OTHER, "automobile green"));
    }

    @Test
    void sourcesOfBeforeAreShownToWhoMayReadThemNow() throws IOException {
        open();
        Source open = new Source(1, "cars.md", "Driving", 1, 3, 1, "Every", "h", Optional.of("Every automobile"));
        Source hr = new Source(2, "hr/cars.md", "Company cars", 1, 3, 1, "The", "h", Optional.of("The automobile"));
        Source gone = new Source(3, "hr/gone.md", "Gone", 1, 3, 1, "It", "h", Optional.of("It was"));
        Source closed = new Source(4, "old/gone.md", "Gone", 1, 3, 1, "It", "h", Optional.of("It was"))
                .readBy(Readers.anyOf(Set.of("group:hr")));
        List<Source> all = List.of(open, hr, gone, closed);
        assertEquals(List.of(open, hr, gone, closed.hidden()), fixture.index().seenBy(OTHER).shown(all));
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        IndexFixture.until(() -> fixture.index().seenBy(HR).readers("hr/cars.md").include(HR)
                && fixture.index().restricted() == 1);
        assertEquals(List.of(open, hr.hidden(), gone.hidden(), closed.hidden()),
                fixture.index().seenBy(OTHER).shown(all));
        assertEquals(all, fixture.index().seenBy(HR).shown(all));
        assertFalse(hr.hidden().toString().contains("Company") || hr.hidden().title().contains("Company"));
    }

    @Test
    void suggestionsComeFromWhatOneMayRead() {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        fixture.write("hr/pay.md", "# Pay\n\n## Who decides about the bonus?\n\nThe board decides about the bonus.\n");
        open();
        SuggestedQuestions questions = new SuggestedQuestions(fixture.index());
        assertTrue(suggested(questions, HR).contains("hr/pay.md"));
        assertFalse(suggested(questions, OTHER).stream().anyMatch(path -> path.startsWith("hr/")));
    }

    @Test
    void howFarWorkIsIsToldOfWhatOneMaySee() {
        fixture.write(RIGHTS, "readers: [group:hr]\n");
        embedder.down = true;
        fixture.open();
        IndexFixture.until(() -> !fixture.index().embeds());
        assertEquals(Optional.of(new WorkProgress(0, 2, Optional.empty())), fixture.index().embedding(HR));
        assertEquals(Optional.of(new WorkProgress(0, 1, Optional.empty())), fixture.index().embedding(OTHER));
        IndexFixture.until(() -> fixture.index().reading(HR).isEmpty());

        embedder.down = false;
        IndexFixture.until(() -> fixture.index().embedding(HR).isEmpty());
        embedder.down = true;
        fixture.write("hr/rooms.md", "# Rooms\n\nThe vault is in the cellar.\n");
        IndexFixture.until(() -> fixture.index().embedding(HR)
                .equals(Optional.of(new WorkProgress(2, 1, Optional.empty()))));
        assertEquals(Optional.empty(), fixture.index().embedding(OTHER));
    }

    /** How often a passage of the folder whose rights change was given a vector. */
    private long embedded() {
        return embedder.texts.stream().filter(text -> text.contains("Company cars")).count();
    }

    private static List<String> suggested(SuggestedQuestions questions, Reader reader) {
        return questions.get(reader).stream().map(SuggestedQuestions.Suggestion::path).toList();
    }

    private DocumentIndex open() {
        fixture.open();
        IndexFixture.until(() -> fixture.index().withoutVectors().equals(OptionalInt.of(0)));
        return fixture.index();
    }

    private Set<String> found(Reader reader, String question) {
        return found(reader, question, Optional.empty());
    }

    private Set<String> found(Reader reader, String question, Optional<String> folder) {
        Set<String> paths = new TreeSet<>();
        List<List<Passage>> lists = new ArrayList<>(fixture.index().seenBy(reader).candidates(List.of(question),
                new PassageScope(folder, List.of()), 20, new Cancellation()));
        lists.forEach(list -> list.forEach(passage -> paths.add(passage.path())));
        return paths;
    }
}
