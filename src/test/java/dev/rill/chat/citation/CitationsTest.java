package dev.rill.chat.citation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
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
    void longTextsOfBracketsAreReadOnce() {
        assertEquals(Set.of(), Citations.in("[".repeat(200_000) + "f(".repeat(100_000)));
        assertEquals(Set.of(1), Citations.in("[1]".repeat(100_000)));
    }
}
