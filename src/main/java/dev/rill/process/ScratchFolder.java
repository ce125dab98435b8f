package dev.rill.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when it is closed, or the process ends in order. Any thread. */
public final class ScratchFolder implements AutoCloseable {
    private final Path path;

    public ScratchFolder() throws IOException {
        path = Files.createTempDirectory("rill-evaluation-");
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::delete));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException e) {
            // it has gone, or somebody still writes to it: the system empties its temporary folder
        }
    }
}
