package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.index.SuggestedQuestions.Suggestion;
import dev.rill.rights.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestedQuestionsTest {
    @TempDir
    Path base;
    private IndexFixture fixture;

    @BeforeEach
    void folder() throws IOException {
        fixture = new IndexFixture(base);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void headingsThatAreQuestionsComeBeforeTitlesAndAreAnsweredByTheirDocument() {
        fixture.write("a.md", "# Apples\n\nApples grow on trees and are red.\n");
        fixture.write("b.md", "# Bread\n\n## Baking\n\nFlour.\n\n## How long does bread dough rest?\n\nTwo hours.\n");
        fixture.write("c.md", "# Cats\n\n## How to brush a cat without scratches\n\nGently.\n");
        fixture.write("d.md", "# Dogs\n\nDogs bark at night.\n");
        DocumentIndex index = fixture.open();
        List<Suggestion> suggestions = new SuggestedQuestions(index).get(Reader.NOBODY);
        assertEquals(3, suggestions.size());
        assertEquals(Set.of(new Suggestion("How long does bread dough rest?", "b.md"),
                new Suggestion("How do I brush a cat without scratches?", "c.md")),
                Set.copyOf(suggestions.subList(0, 2)));
        assertTrue(suggestions.get(2).question().matches("What is said about “(Apples|Dogs)”\\?"));
        assertAnswered(index, suggestions);
    }

    @Test
    void aQuestionForWhichTheSearchFindsAnotherDocumentIsNone() {
        fixture.write("faq.md", "# Questions\n\n## Where do cats sleep at night?\n\nSee elsewhere.\n");
        for (int i = 0; i < 3; i++) {
            fixture.write("cats" + i + ".md", "# Where cats sleep at night\n\n## Where do cats sleep at night?\n\n"
                    + "Cats sleep at night where cats sleep: cats sleep, at night cats sleep in a basket.\n");
        }
        DocumentIndex index = fixture.open();
        List<Suggestion> suggestions = new SuggestedQuestions(index).get(Reader.NOBODY);
        assertTrue(suggestions.stream().noneMatch(suggestion -> suggestion.path().equals("faq.md")
                && suggestion.question().startsWith("Where")), suggestions.toString());
        assertAnswered(index, suggestions);
    }

    @Test
    void theyFollowTheDocuments() {
        DocumentIndex index = fixture.open();
        SuggestedQuestions questions = new SuggestedQuestions(index);
        assertEquals(List.of(), questions.get(Reader.NOBODY));
        fixture.write("b.md", "# Bread\n\n## How long does bread dough rest?\n\nTwo hours.\n");
        IndexFixture.until(() -> questions.get(Reader.NOBODY)
                .equals(List.of(new Suggestion("How long does bread dough rest?", "b.md"))));
    }

    @Test
    void theManualSuggestsThreeOfItsQuestionsFromThreePages() throws IOException {
        try (IndexFixture manual = new IndexFixture(base.resolve("manual"))) {
            for (String page : List.of("api", "documents", "security", "threads", "models", "running")) {
                manual.write(page + ".md", new String(SuggestedQuestionsTest.class
                        .getResourceAsStream("/manual/" + page + ".md").readAllBytes(), StandardCharsets.UTF_8));
            }
            DocumentIndex index = manual.open();
            List<Suggestion> suggestions = new SuggestedQuestions(index).get(Reader.NOBODY);
            assertEquals(3, suggestions.size());
            assertEquals(3, new HashSet<>(suggestions.stream().map(Suggestion::path).toList()).size());
            assertTrue(suggestions.stream().noneMatch(s -> s.question().startsWith("What is said")),
                    suggestions.toString());
            assertAnswered(index, suggestions);
        }
    }

    private static void assertAnswered(DocumentIndex index, List<Suggestion> suggestions) {
        for (Suggestion suggestion : suggestions) {
            assertEquals(suggestion.path(), index.seen(Reader.NOBODY).first(suggestion.question()).orElseThrow()
                    .path());
        }
    }
}
