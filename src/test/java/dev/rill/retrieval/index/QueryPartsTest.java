package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryPartsTest {

    @Test
    void aQuestionThatRefersBackIsNotSearchedForAlone() {
        for (String question : List.of("And in Docker?", "What about PATCH?", "Why?", "How do I avoid it?",
                "which of them is faster?", "How do I split a large one?", "What should I type instead?",
                "Was brauche ich dann?", "Qui fait cette sélection ?")) {
            String before = "What is banker's rounding?";
            List<QueryParts> wordings = QueryParts.of(List.of(question, before + "\n" + question));

            assertEquals(List.of(new QueryParts(question, "", true), new QueryParts(question, before + "\n", false)),
                    wordings);
            assertEquals(List.of(before + "\n" + question),
                    QueryParts.standing(List.of(question, before + "\n" + question)));
        }
    }

    @Test
    void aQuestionThatStandsByItselfIsSearchedForBothWays() {
        String question = "How are enums serialized?";
        List<String> queries = List.of(question, "What is a saga?\n" + question);

        assertEquals(List.of(new QueryParts(question, "", false), new QueryParts(question, "What is a saga?\n", false)),
                QueryParts.of(queries));
        assertEquals(queries, QueryParts.standing(queries));
    }

    @Test
    void aGermanArticleRefersToNothing() {
        String question = "Wo landen die Sicherungen?";

        assertEquals(new QueryParts(question, "", false),
                QueryParts.of(List.of(question, "Was kostet die Lizenz?\n" + question)).getFirst());
    }

    @Test
    void aQuestionAloneIsAlwaysSearchedFor() {
        assertEquals(List.of(new QueryParts("Why is it so?", "", false)), QueryParts.of(List.of("Why is it so?")));
        assertEquals(List.of(new QueryParts("", "", false), new QueryParts("one", "", false),
                new QueryParts("two", "", false)),
                QueryParts.of(List.of(" ", "one", "two")));
    }
}
