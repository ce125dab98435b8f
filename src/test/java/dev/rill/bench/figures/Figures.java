package dev.rill.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run measured, for its drawing. A file of them has a line each, in columns between tabs.
 *
 * @param when    its date
 * @param machine and how busy it was
 */
public record Figures(String when, String machine, List<Figure> all) {

    public Figures {
        all = List.copyOf(all);
    }

    public static Figures read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Figure> all = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] column = line.split("\t");
            all.add(new Figure(Measure.valueOf(column[0]), column[1], column[2], Double.parseDouble(column[3]),
                    column.length > 4 ? column[4] : ""));
        }
        return new Figures(lines.get(0), lines.get(1), all);
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(when, machine));
        all.forEach(one -> lines.add(String.join("\t", one.measure().name(), one.load(), one.server(),
                Double.toString(one.value()), one.note()).stripTrailing()));
        Files.write(file, lines);
    }
}
