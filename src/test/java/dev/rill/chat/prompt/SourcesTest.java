package dev.rill.chat.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.stream.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcesTest {

    @Test
    void anAnswerKeepsTheTextOfWhatItCitesAndNotOfTheRest() {
        List<Source> sources = IntStream.rangeClosed(1, 3).mapToObj(id -> new Source(id, "a.md", "A", id, id, 1, "line",
                "hash", Optional.of("line " + id))).toList();
        List<Source> kept = Sources.citedIn("It is so [1], and so [3][9].", sources);
        assertEquals(List.of(Optional.of("line 1"), Optional.empty(), Optional.of("line 3")),
                kept.stream().map(Source::text).toList());
        assertEquals(List.of("hash", "hash", "hash"), kept.stream().map(Source::hash).toList());
    }
}
