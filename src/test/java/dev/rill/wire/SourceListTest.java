package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceListTest {
    private static final Source CITED = new Source(2, "a b/ü.md", "A [*] `b`\n<c>", 3, 9, 1, "…", "h",
            Optional.of("The passage."));

    @Test
    void aLineHasTitleAddressAndPlaceAndNothingOfItMeansSomethingElse() {
        Source page = CITED.from(Optional.of(new Origin.Page(URI.create("https://docs.example/a?b=1"))))
                .at(new Place.Section("Start > Here"));
        assertEquals("\n\n---\n\n"
                + "- [2] [A \\[\\*\\] \\`b\\` \\<c\\>](https://rill.example/originals/a%20b/%C3%BC.md), lines 3–9\n"
                + "- [2] [A \\[\\*\\] \\`b\\` \\<c\\>](https://docs.example/a?b=1), section Start \\> Here\n",
                list("https://rill.example", CITED, page));
        assertEquals("\n\n---\n\n- [2] A \\[\\*\\] \\`b\\` \\<c\\>, lines 3–9\n", list("", CITED));
    }

    @Test
    void whatIsNotCitedNotToldOrNotWantedIsNotListed() {
        assertEquals("", list("https://rill.example", CITED.withoutText(), CITED.hidden()));
        assertEquals("", SourceList.where(false, new DocumentLinks("")).of(List.of(CITED)));
    }

    @Test
    void aTextIsFreedFromItsListAndFromNothingElse() {
        String text = "So [2].\n\n---\n\n- [x] is done\n- [ ] is not";
        assertEquals(text, SourceList.without(text + list("", CITED, CITED)));
        assertEquals(text, SourceList.without(text));
        assertEquals("", SourceList.without(""));
    }

    private static String list(String server, Source... sources) {
        return SourceList.where(true, new DocumentLinks(server)).of(List.of(sources));
    }
}
