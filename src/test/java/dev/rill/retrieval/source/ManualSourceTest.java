package dev.rill.retrieval.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualSourceTest {
    @TempDir
    private Path base;

    @Test
    void theManualIsReadFromItsJar() throws IOException {
        byte[] text = "# One\n".getBytes(StandardCharsets.UTF_8);
        ManualSource source = load(jar("a.jar", Map.of("manual/one.md", "# One\n", "manual/picture.png", "x",
                "other/two.md", "# Two\n")));

        DocumentScan scan = source.scan(new LeftOutDocuments(), null);

        assertEquals(Set.of("one.md"), scan.files().keySet());
        assertArrayEquals(text, source.read(scan.files().get("one.md")));
    }

    @Test
    void aPageOfAnotherBuildIsAnotherVersion() throws IOException {
        DocumentScan one = load(jar("a.jar", Map.of("manual/one.md", "# One\n"))).scan(new LeftOutDocuments(), null);
        DocumentScan other = load(jar("b.jar", Map.of("manual/one.md", "# Own\n"))).scan(new LeftOutDocuments(), null);

        assertNotEquals(one.files().get("one.md").version(), other.files().get("one.md").version());
    }

    @Test
    void thisBuildHasAManual() {
        DocumentScan scan = DocumentSource.manual().scan(new LeftOutDocuments(), null);

        assertTrue(scan.files().size() >= 10, scan.files().keySet().toString());
        assertTrue(scan.files().containsKey("running.md"));
    }

    private static ManualSource load(Path jar) throws IOException {
        return ManualSource.load(URI.create("jar:" + jar.toUri() + "!/manual").toURL());
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path jar = base.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("manual/"));
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
