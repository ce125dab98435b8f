package dev.rill.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManualTest {
    private static final Path MANUAL = Path.of("src/main/resources/manual");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    static Stream<Path> pages() throws IOException {
        return Files.list(MANUAL).sorted();
    }

    @Test
    void theWorkflowThatTheManualShowsIsOneThatCompiles() throws IOException {
        Matcher shown = JAVA.matcher(Files.readString(MANUAL.resolve("workflows.md")));
        assertTrue(shown.find());
        assertEquals(Files.readString(Path.of("src/test/java/dev/rill/manual/QuotingWorkflow.java")), shown.group(1));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasOneTitleAndSectionsThatAreQuestions(Path page) throws IOException {
        List<String> lines = withoutCode(Files.readString(page)).lines().toList();
        assertTrue(lines.getFirst().startsWith("# "), page::toString);
        assertEquals(1, lines.stream().filter(line -> line.startsWith("# ")).count(), page::toString);
        List<String> sections = lines.stream().filter(line -> line.startsWith("## ")).toList();
        assertTrue(sections.size() > 2, page::toString);
        sections.forEach(section -> assertTrue(section.contains("?") || section.contains(":"), section));
    }

    private static String withoutCode(String page) {
        return page.replaceAll("(?s)```.*?```", "");
    }
}
