package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void aQuestionThatRefersBackIsNotSearchedForAlone() {
        for (String question : List.of("And in Docker?", "What about PATCH?", "Why?", "How do I avoid it?",
                "which of them is faster?", "How do I split a large one?")) {
            String before = "What is banker's rounding?";
            List<Wording> wordings = Wording.of(List.of(question, before + "\n" + question));

            assertEquals(List.of(new Wording(question, "", true), new Wording(question, before + "\n", false)), wordings);
            assertEquals(List.of(before + "\n" + question), Wording.standing(List.of(question, before + "\n" + question)));
        }
    }

    @Test
    void aQuestionThatStandsByItselfIsSearchedForBothWays() {
        String question = "How are enums serialized?";
        List<String> queries = List.of(question, "What is a saga?\n" + question);

        assertEquals(List.of(new Wording(question, "", false), new Wording(question, "What is a saga?\n", false)),
                Wording.of(queries));
        assertEquals(queries, Wording.standing(queries));
    }

    @Test
    void aQuestionAloneIsAlwaysSearchedFor() {
        assertEquals(List.of(new Wording("Why is it so?", "", false)), Wording.of(List.of("Why is it so?")));
        assertEquals(List.of(new Wording("", "", false), new Wording("one", "", false), new Wording("two", "", false)),
                Wording.of(List.of(" ", "one", "two")));
    }
}
