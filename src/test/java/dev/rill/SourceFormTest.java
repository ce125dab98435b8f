package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the sources are written. What stands in a text block stands as it is. */
class SourceFormTest {
    private static final int LONGEST = 120;
    private static final String TEXT_BLOCK = "\"\"\"";

    @Test
    void linesAreShortAndHoldNoTabsAndNoBlanksAtTheirEnd() throws IOException {
        List<String> faults = new ArrayList<>();
        for (String sources : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    check(file, faults);
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static void check(Path file, List<String> faults) throws IOException {
        boolean text = false;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            boolean edge = (line.split(TEXT_BLOCK, -1).length & 1) == 0;
            if (!text && !edge && (line.codePointCount(0, line.length()) > LONGEST || line.indexOf('\t') >= 0
                    || !line.equals(line.stripTrailing()))) {
                faults.add(file + ":" + number);
            }
            text ^= edge;
        }
    }
}
