package dev.rill.chat.citation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rill.stream.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CitationsTest {

    /** The page's tests hold what the page reads against the same texts. */
    @Test
    void theWaysInWhichModelsCiteAreReadAsThePageReadsThem() throws IOException {
        try (InputStream file = CitationsTest.class.getResourceAsStream("/citations.json")) {
            JsonNode texts = new JsonMapper().readTree(file);
            assertFalse(texts.isEmpty());
            for (JsonNode row : texts) {
                Set<Integer> expected = new TreeSet<>();
                row.get("cited").forEach(id -> expected.add(id.asInt()));
                assertEquals(expected, Citations.in(row.get("text").asText()), row.get("text").asText());
            }
        }
    }

    @Test
    void anEscapedBracketIsNoCitation() {
        assertEquals(Set.of(), Citations.in("\\[1] and \\[2\\]"));
    }

    @Test
    void anAnswerKeepsTheTextOfWhatItCitesAndNotOfTheRest() {
        List<Source> sources = IntStream.rangeClosed(1, 3).mapToObj(id -> new Source(id, "a.md", "A", id, id, 1, "line",
                "hash", Optional.of("line " + id))).toList();
        List<Source> kept = Citations.kept("It is so [1], and so [3][9].", sources);
        assertEquals(List.of(Optional.of("line 1"), Optional.empty(), Optional.of("line 3")),
                kept.stream().map(Source::text).toList());
        assertEquals(List.of("hash", "hash", "hash"), kept.stream().map(Source::hash).toList());
    }

    @Test
    void longTextsOfBracketsAreReadOnce() {
        assertEquals(Set.of(), Citations.in("[".repeat(200_000) + "f(".repeat(100_000)));
        assertEquals(Set.of(1), Citations.in("[1]".repeat(100_000)));
    }
}
