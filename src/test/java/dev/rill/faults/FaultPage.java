package dev.rill.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables "case | what a user sees" of the manual's page about failures. */
final class FaultPage {
    private static final Path PAGE = Path.of("src/main/resources/manual/failures.md");

    private FaultPage() {
    }

    record Row(String name, String seen) {
    }

    /** The rows of the table in a section, in their order. */
    static List<Row> rows(FaultTable table) {
        List<Row> rows = new ArrayList<>();
        boolean within = false;
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                within = line.equals("## " + table.value());
            } else if (within && line.startsWith("|") && !line.startsWith("|---")) {
                String[] cells = line.split("\\|", -1);
                if (cells.length != 4) {
                    throw new AssertionError("not two columns: " + line);
                }
                rows.add(new Row(cells[1].strip(), cells[2].strip()));
            }
        }
        if (rows.isEmpty()) {
            throw new AssertionError("no table under: " + table.value());
        }
        return rows.subList(1, rows.size());
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
