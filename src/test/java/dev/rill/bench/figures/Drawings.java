package dev.rill.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A folder with figures and their drawings, {@code light.svg} and {@code dark.svg}. */
public final class Drawings {
    private static final String FIGURES = "figures.tsv";

    private Drawings() {
    }

    public static void write(Path folder, Figures figures) throws IOException {
        Files.createDirectories(folder);
        figures.write(folder.resolve(FIGURES));
        for (Colours colours : Colours.values()) {
            Files.writeString(folder.resolve(name(colours)), Drawing.of(figures, colours));
        }
    }

    /** Draws the figures that are there anew. */
    public static void again(Path folder) throws IOException {
        write(folder, read(folder));
    }

    static Figures read(Path folder) throws IOException {
        return Figures.read(folder.resolve(FIGURES));
    }

    static String name(Colours colours) {
        return colours.name().toLowerCase(Locale.ROOT) + ".svg";
    }
}
