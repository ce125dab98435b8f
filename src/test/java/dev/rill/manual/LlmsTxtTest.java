package dev.rill.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manual has, for models, in the form that https://llmstxt.org asks for. */
class LlmsTxtTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern LINK = Pattern.compile("- \\[([^]]+)]\\(manual/([a-z-]+\\.md)\\): \\S.*");

    private final List<String> lines = Files.readAllLines(RESOURCES.resolve("llms.txt"));

    LlmsTxtTest() throws IOException {
    }

    @Test
    void itHasATitleASummaryAndSectionsOfLinks() {
        assertEquals("# Rill", lines.getFirst());
        assertTrue(lines.get(2).startsWith("> "));
        assertEquals(1, lines.stream().filter(line -> line.startsWith("# ")).count());
        int sections = lines.indexOf("## Using it");
        assertTrue(sections > 0);
        for (String line : lines.subList(sections, lines.size())) {
            assertTrue(line.isEmpty() || line.startsWith("## ") || LINK.matcher(line).matches(), line);
        }
    }

    @Test
    void itLinksEveryPageOfTheManualOnceByItsTitle() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(RESOURCES.resolve("manual"))) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readAllLines(file).getFirst().substring("# ".length()));
            }
        }
        Map<String, String> linked = new TreeMap<>();
        lines.stream().map(LINK::matcher).filter(link -> link.matches()).forEach(link ->
                assertEquals(null, linked.put(link.group(2), link.group(1)), link.group(2)));
        assertEquals(pages, linked);
    }
}
