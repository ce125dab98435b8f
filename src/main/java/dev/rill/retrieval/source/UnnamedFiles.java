package dev.rill.retrieval.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether files are text whose names have no ending to tell it: by how they begin, looked at once for each version. Any
 * thread.
 */
final class UnnamedFiles {
    private static final int LOOKED_AT = 4_096;
    private static final int MOST_REMEMBERED = 10_000;

    /** A key or a certificate is nothing to be quoted. */
    private static final String KEY = "-----BEGIN ";

    private record Known(String version, boolean text) {
    }

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    boolean text(Path file, String version) {
        Known before = known.get(file);
        if (before != null && before.version().equals(version)) {
            return before.text();
        }
        boolean text = begins(file);
        if (known.size() >= MOST_REMEMBERED) {
            known.clear();
        }
        known.put(file, new Known(version, text));
        return text;
    }

    private static boolean begins(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] start = in.readNBytes(LOOKED_AT);
            for (byte b : start) {
                if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1B) {
                    return false;
                }
            }
            return start.length > 0 && !new String(start, StandardCharsets.ISO_8859_1).startsWith(KEY);
        } catch (IOException e) {
            return false;
        }
    }
}
