package dev.rill.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SbomTest {
    @TempDir
    private Path folder;

    @Test
    void itListsWhatShipsWithTheLicencesOfTheNearestParentThatHasSome() throws IOException {
        Path application = jar(folder.resolve("rill.jar"), "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nImplementation-Title: Rill\nImplementation-Version: 7\n\n");
        pom("org/free/parent/3", "parent-3",
                "<groupId>org.free</groupId><licenses><license><name>Free \"1\"</name></license></licenses>");
        Path ships = pom("org/free/ships/2", "ships-2",
                "<parent><groupId>org.free</groupId><artifactId>parent</artifactId><version>3</version></parent>");
        Path stays = pom("org/free/stays/1", "stays-1", "<groupId>org.free</groupId>");
        Path libs = Files.createDirectory(folder.resolve("libs"));
        jar(libs.resolve("ships-2.jar"), "a", "a");
        Path model = pom("org/free/model/4", "model-4", "<groupId>org.free</groupId>");
        Files.writeString(Files.createDirectory(libs.resolve("embeddings")).resolve("model.onnx"), "m");
        Path modules = Files.createDirectories(folder.resolve("modules"));
        module(modules.resolve("react/19"), "MIT");
        module(modules.resolve("esbuild__linux-x64/1"), "MIT");
        Path to = folder.resolve("rill.cdx.json");
        Sbom.write(application, List.of(ships, stays), libs, model, modules, to);
        JsonNode sbom = JsonMapper.shared().readTree(Files.readString(to));
        assertEquals("7", sbom.at("/metadata/component/version").stringValue());
        assertEquals(3, sbom.get("components").size());
        JsonNode library = sbom.at("/components/0");
        assertEquals("pkg:maven/org.free/ships@2?type=jar", library.get("purl").stringValue());
        assertEquals("Free \"1\"", library.at("/licenses/0/license/name").stringValue());
        assertFalse(library.at("/hashes/0/content").stringValue().isEmpty());
        assertEquals("pkg:maven/org.free/model@4?type=jar", sbom.at("/components/2/purl").stringValue());
        assertEquals("pkg:npm/react@19", sbom.at("/components/1/purl").stringValue());
        assertEquals("MIT", sbom.at("/components/1/licenses/0/license/name").stringValue());
    }

    /** The jar beside it need not be there. */
    private Path pom(String path, String name, String content) throws IOException {
        Path in = Files.createDirectories(folder.resolve("repository").resolve(path));
        Files.writeString(in.resolve(name + ".pom"), "<project>" + content + "</project>");
        return in.resolve(name + ".jar");
    }

    private static void module(Path version, String license) throws IOException {
        Files.createDirectories(version);
        Files.writeString(version.resolve("package.json"), "{\"license\": \"" + license + "\"}");
    }

    private static Path jar(Path file, String entry, String content) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
