package dev.rill.retrieval.source.website;

import dev.rill.storage.ReplacedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of a copy, and what their server said of them; written down in a file, a page a line. Immutable.
 *
 * @param pages by URL
 */
record KeptPages(Map<URI, Kept> pages) {

    /**
     * @param file   relative to the folder of the copy
     * @param etag   empty where none was sent
     * @param modified as the server wrote it; empty where it did not
     */
    record Kept(String file, String etag, String modified) {

        Map<String, String> conditions() {
            Map<String, String> conditions = new HashMap<>();
            if (!etag.isEmpty()) {
                conditions.put("If-None-Match", etag);
            }
            if (!modified.isEmpty()) {
                conditions.put("If-Modified-Since", modified);
            }
            return conditions;
        }
    }

    /** @return none where there is no such file, or it is of something else */
    static Optional<KeptPages> read(Path file, String identity) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().equals(identity)) {
                return Optional.empty();
            }
            Map<URI, Kept> pages = new LinkedHashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split("\t", -1);
                pages.put(URI.create(parts[0]), new Kept(parts[1], parts[2], parts[3]));
            }
            return Optional.of(new KeptPages(pages));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Path file, String identity) throws IOException {
        StringBuilder lines = new StringBuilder(identity).append('\n');
        pages.forEach((url, page) -> lines.append(String.join("\t", url.toString(), page.file(), plain(page.etag()),
                plain(page.modified()))).append('\n'));
        ReplacedFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String header) {
        return header.chars().anyMatch(Character::isISOControl) ? "" : header;
    }
}
