package dev.rill.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The inputs that are kept for a target: good ones, odd ones, and each that once broke something. */
final class Corpus {
    private static final Path FOLDER = Path.of("src/test/resources/fuzz");

    private Corpus() {
    }

    /** By the files' names. */
    static Map<String, byte[]> of(Class<? extends FuzzTarget> target) throws IOException {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(target.getName()))) {
            for (Path file : files.sorted().toList()) {
                inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return inputs;
    }
}
