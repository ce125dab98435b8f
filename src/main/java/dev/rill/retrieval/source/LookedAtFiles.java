package dev.rill.retrieval.source;

import dev.rill.retrieval.document.format.FileKind;
import dev.rill.storage.HeldFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What files are whose names do not tell it, looked at once for each version, and again where they could not be read.
 * It remembers what was asked for since the walk before the last began. One thread.
 */
final class LookedAtFiles {
    private record Known(String version, FileKind kind) {
    }

    private Map<String, Known> before = new HashMap<>();
    private Map<String, Known> now = new HashMap<>();

    /** A walk begins. */
    void begin() {
        before = now;
        now = new HashMap<>();
    }

    /**
     * @param file    a regular file
     * @param path    that it is called by
     * @param settled false while it may change without another version
     */
    FileKind kind(Path file, String path, String version, boolean settled) {
        Known known = now.getOrDefault(path, before.get(path));
        if (known == null || !settled || !known.version().equals(version)) {
            try {
                known = new Known(version, look(file, path));
            } catch (IOException e) {
                now.remove(path);
                return new FileKind.Unread("it cannot be read by this user");
            }
        }
        now.put(path, known);
        return known.kind();
    }

    private static FileKind look(Path file, String path) throws IOException {
        try (HeldFile held = HeldFile.of(file); SeekableByteChannel in = Files.newByteChannel(held.content())) {
            return FileKind.of(path, in);
        }
    }
}
