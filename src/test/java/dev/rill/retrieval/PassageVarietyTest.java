package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.PassageVariety.Ranked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageVarietyTest {
    private static final String LONG = "A sentence that says enough to be known again wherever it stands. ".repeat(4);

    @TempDir
    private Path base;

    @Test
    void everyDocumentHasItsFirstPassageBeforeAnyHasItsSecond() {
        assertEquals(List.of("a1", "b1", "c1", "a2", "b2"), chosen(5,
                ranked("a1", 1), ranked("a2", 0.99), ranked("b1", 0.9), ranked("b2", 0.85), ranked("c1", 0.7)));
    }

    @Test
    void aSecondPassageThatIsFarBetterKeepsItsPlace() {
        assertEquals(List.of("a1", "a2", "b1"), chosen(3, ranked("a1", 1), ranked("a2", 0.9), ranked("b1", 0.3)));
    }

    @Test
    void furtherPassagesOfTheBestDocumentsStandBehindTheOthersAndNoneOfOtherDocuments() {
        List<Ranked> ranked = List.of(ranked("a1", 1), ranked("a2", 0.8), ranked("b1", 0.78), ranked("c1", 0.7),
                ranked("d1", 0.6), ranked("e1", 0.55), ranked("e2", 0.5), ranked("d2", 0.4), ranked("a3", 0.3));

        assertEquals(List.of("a1", "b1", "c1", "d1", "e1", "a2", "d2", "a3"), more(ranked, 5, 8));
        assertEquals(List.of("a1", "b1", "c1", "d1", "e1", "a2"), more(ranked, 5, 1));
        assertEquals(List.of("a1", "a2", "a3"),
                more(List.of(ranked("a1", 1), ranked("a2", 0.9), ranked("a3", 0.3)), 1, 2));
        assertEquals(List.of(), more(List.of(), 5, 8));
    }

    @Test
    void copiesTakeOnePlaceWhateverTheirSpaces() {
        assertEquals(List.of("a1", "c1"), chosen(7, new Ranked(passage("a1", "T", LONG), 1),
                new Ranked(passage("b1", "Other title", LONG.replace(" ", "\n")), 0.9),
                new Ranked(passage("c1", "T", "x"), 0.1)));
    }

    @Test
    void aShortTextMeansSomethingElseInAnotherPlace() {
        assertEquals(List.of("a1", "b1"), chosen(7, new Ranked(passage("a1", "Port", "The default is 8080."), 1),
                new Ranked(passage("b1", "Admin port", "The default is 8080."), 0.9)));
        assertEquals(List.of("a1"), chosen(7, new Ranked(passage("a1", "Port", "The default is 8080."), 1),
                new Ranked(passage("b1", "Port", "The default  is 8080."), 0.9)));
    }

    @Test
    void manyCopiesInAFolderLeaveRoomForWhatElseFits() throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            for (int i = 1; i <= 120; i++) {
                fixture.write("v" + i + "/guide.md",
                        "# Deploy\n\nTo deploy the frobnicator run make ship and wait for the green lamp.\n");
            }
            fixture.write("rollback.md",
                    "# Rollback\n\nThe frobnicator is rolled back with make unship; ask before you deploy again.\n");
            fixture.open();

            List<String> found = fixture.found("deploy the frobnicator");

            assertEquals(2, found.size(), found::toString);
            assertTrue(found.getFirst().endsWith("/guide.md"));
            assertEquals("rollback.md", found.getLast());
        }
    }

    private static List<String> more(List<Ranked> ranked, int limit, int more) {
        return PassageVariety.choose(ranked, limit, more).stream().map(Passage::id).toList();
    }

    private static List<String> chosen(int limit, Ranked... ranked) {
        return PassageVariety.choose(List.of(ranked), limit, 0).stream().map(Passage::id).toList();
    }

    private static Ranked ranked(String id, double relevance) {
        return new Ranked(passage(id, "T", "text of " + id), relevance);
    }

    /** Of the document that the id begins with. */
    private static Passage passage(String id, String title, String text) {
        int line = 10 * Integer.parseInt(id.substring(1));
        return new Passage(id, id.substring(0, 1), title, new ArrayList<>(), line, line + 3, text, "h", 1);
    }
}
