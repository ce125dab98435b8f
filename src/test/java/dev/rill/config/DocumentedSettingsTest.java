package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README and manual say what the configuration says. */
class DocumentedSettingsTest {
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:RILL|OPENAI)_[A-Z0-9_]*[A-Z0-9]\\b");

    /** @param def what the column for the default holds */
    private record Row(String key, String def) {
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/main/resources/manual/configuring.md"})
    void everySettingIsInTheTableWithItsKeyAndDefault(Path document) throws IOException {
        Map<String, Row> rows = rows(document);
        Map<String, RawValue> defaults = ConfigLoader.packaged();
        for (Setting<?> setting : Settings.ALL) {
            Row row = rows.remove(setting.variable());
            assertTrue(row != null, document + " lacks " + setting.variable());
            assertEquals("`" + setting.key() + "`", row.key(), setting.variable());
            RawValue value = defaults.get(setting.key());
            if (value == null) {
                assertFalse(row.def().contains("`"), () -> setting.variable() + " has no default: " + row);
            } else {
                assertEquals("`" + String.join(", ", value.parts()) + "`", row.def(), setting.variable());
            }
        }
        assertEquals(Set.of(), rows.keySet());
    }

    @Test
    void documentsNameOnlyVariablesThatThereAre() throws IOException {
        Set<String> known = new TreeSet<>(Settings.ALL.stream().map(Setting::variable).toList());
        known.add(Settings.CONFIG_VARIABLE);
        known.add("RILL_PORT"); // what Kubernetes makes up
        List<String> faults = new ArrayList<>();
        for (Path document : documents()) {
            VARIABLE.matcher(Files.readString(document)).results().map(MatchResult::group)
                    .filter(name -> !known.contains(name) && !name.startsWith("RILL_SOURCE_"))
                    .forEach(name -> faults.add(document + " names " + name));
        }
        assertEquals(List.of(), faults);
    }

    /** Rows "| `VARIABLE`, … | `key`, … | default | meaning |", by variable. */
    private static Map<String, Row> rows(Path document) throws IOException {
        Map<String, Row> rows = new HashMap<>();
        for (String line : Files.readAllLines(document)) {
            String[] cells = line.split("\\|");
            if (cells.length == 5 && cells[1].matches(" `[A-Z_]+`.*")) {
                String[] variables = cells[1].split(",");
                String[] keys = cells[2].split(",");
                for (int i = 0; i < variables.length; i++) {
                    rows.put(variables[i].strip().replace("`", ""), new Row(keys[i].strip(), cells[3].strip()));
                }
            }
        }
        return rows;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/main/resources/manual"))) {
            return Stream.concat(pages, Stream.of("README.md", "Dockerfile", "app.yaml").map(Path::of)).toList();
        }
    }
}
