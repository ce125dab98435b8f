package dev.rill.bench;

import dev.rill.launch.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How long it takes to make an index of many passages, and to search it for questions, one after the other. */
final class SearchCost implements Phase {

    @Override
    public String name() {
        return "search";
    }

    @Override
    public void run(Bed bed) throws IOException {
        Table table = new Table("Search of made-up documents", "", "", "passages", "indexed a second", "p50 ms",
                "p99 ms");
        for (int passages : bed.options().passages()) {
            Path folder = Files.createTempDirectory("rill-bench");
            try (Child searcher = Child.java(Searcher.class, folder.toString(), Integer.toString(passages))) {
                double[] figures = Arrays.stream(searcher.line().split(" ")).mapToDouble(Double::parseDouble).toArray();
                table.row("", "rill", figures[0], figures[1], figures[2], figures[3]);
            } finally {
                Folders.delete(folder);
            }
        }
        table.print();
    }
}
