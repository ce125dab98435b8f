package dev.rill.chat.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.PassageScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchMessageTest {

    @Test
    void theQueriesOfASearchAreReadOutOfWhatItsStepSays() {
        for (List<String> queries : List.of(List.of("one"), List.of("one", "two words", "“quoted”, as it is"))) {
            assertEquals(queries, SearchMessage.queries(SearchMessage.of(queries, PassageScope.ALL)));
        }
        String inFolder = "Searching for “one”, “two” in guides";
        assertEquals(List.of("one", "two"), SearchMessage.queries(inFolder));
    }

    @Test
    void whatIsNoSearchHasNoQueries() {
        for (String message : List.of("", "Searching for ", "Searching for “", "Reading “a”", "Found 3 passages",
                SearchMessage.of(List.of("made of\ntwo"), PassageScope.ALL))) {
            assertEquals(List.of(), SearchMessage.queries(message));
        }
    }
}
