package dev.rill.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimLibrariesTest {
    @TempDir
    private Path folder;
    private Path application;
    private Path rules;
    private final List<Path> libraries = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        application = jar("rill.jar", type("app.Main", "a.Used"));
        rules = Files.writeString(folder.resolve("rules"), "");
    }

    @Test
    void whatTheApplicationNamesShipsWithWhatThatNames() throws IOException {
        library("a.jar", type("a.Used", "b.Deeper"), type("a.Unused", "b.Unused"));
        library("b.jar", type("b.Deeper"), type("b.Unused"));
        assertEquals(List.of("a/Used.class"), trimmed("a.jar"));
        assertEquals(List.of("b/Deeper.class"), trimmed("b.jar"));
    }

    @Test
    void theCacheOfAnEarlierBuildGoes() throws IOException {
        library("a.jar", type("a.Used"));
        Path cache = Files.writeString(folder.resolve("rill.aot"), "classes of an earlier build");
        trim();
        assertFalse(Files.exists(cache));
    }

    @Test
    void aNameInAStringOrASignatureCounts() throws IOException {
        library("a.jar", type("a.Used", "java.util.List<La/InSignature;>;", "La/InSignature<La/Argument;>;"),
                type("a.InSignature", "a.ByName"), type("a.Argument"), type("a.ByName"), type("a.Argumen"));
        assertEquals(List.of("a/Argument.class", "a/ByName.class", "a/InSignature.class", "a/Used.class"),
                trimmed("a.jar"));
    }

    @Test
    void aLibraryOfWhichNothingIsReachedDoesNotShip() throws IOException {
        library("a.jar", type("a.Used"));
        library("b.jar", type("b.Unused"), text("b/LICENSE", "free"));
        trim();
        assertTrue(Files.exists(folder.resolve("libs/a.jar")));
        assertFalse(Files.exists(folder.resolve("libs/b.jar")));
    }

    @Test
    void theProvidersOfAReachedServiceShipAndAreNamed() throws IOException {
        library("a.jar", type("a.Used", "a.Service"), type("a.Service"), type("a.Other"));
        library("b.jar", type("b.Provider", "b.Deeper"), type("b.Deeper"), type("b.OfOther"), type("b.Driver"),
                text("META-INF/services/a.Service", "# ours\nb.Provider # the only\nnowhere.Provider\n"),
                text("META-INF/services/a.Other", "b.OfOther"),
                text("META-INF/services/java.sql.Driver", "b.Driver"));
        assertEquals(List.of("META-INF/services/a.Other", "META-INF/services/a.Service",
                "META-INF/services/java.sql.Driver", "b/Deeper.class", "b/Driver.class", "b/Provider.class"),
                trimmed("b.jar"));
        assertEquals("b.Provider\n", content("b.jar", "META-INF/services/a.Service"));
        assertEquals("", content("b.jar", "META-INF/services/a.Other"));
    }

    @Test
    void aClassShipsInAllItsReleasesWithWhatAnyOfThemNames() throws IOException {
        Entry later = new Entry("META-INF/versions/22/a/Used.class", type("a.Used", "a.OnlyLater").bytes);
        library("a.jar", type("a.Used"), later, type("a.OnlyLater"), type("module-info"));
        assertEquals(List.of("META-INF/versions/22/a/Used.class", "a/OnlyLater.class", "a/Used.class"),
                trimmed("a.jar"));
    }

    @Test
    void whatIsThereTwiceIsReadWhereTheClassPathFindsIt() throws IOException {
        library("a.jar", type("a.Used", "a.First"), type("a.First"), type("a.Second"));
        library("b.jar", type("a.Used", "a.Second"));
        assertEquals(List.of("a/First.class", "a/Used.class"), trimmed("a.jar"));
    }

    @Test
    void rulesKeepAndDrop() throws IOException {
        rules = Files.writeString(folder.resolve("rules"), """
                # by name
                keep jar b-*
                keep class a/names/*
                drop class a/Heavy # never called
                drop file **/*.proto
                """);
        library("a.jar", type("a.Used", "a.Heavy"), type("a.Heavy", "a.Heavier"), type("a.Heavier"),
                type("a.names.Impl", "a.Behind"), type("a.Behind"), text("a/it.proto", ""), text("a/it.txt", ""));
        library("b-1.jar", type("b.Any"));
        assertEquals(List.of("a/Behind.class", "a/Used.class", "a/it.txt", "a/names/Impl.class"), trimmed("a.jar"));
        assertEquals(List.of("b/Any.class"), trimmed("b-1.jar"));
    }

    @Test
    void aRuleThatSaysNothingIsAFault() throws IOException {
        library("a.jar", type("a.Used"));
        for (String rule : List.of("keep jar b-*", "drop class a/Heavy", "keep nothing b", "keep jar")) {
            rules = Files.writeString(folder.resolve("rules"), rule);
            assertTrue(assertThrows(RuntimeException.class, this::trim).getMessage().contains(rule));
        }
    }

    @Test
    void aSignatureDoesNotShipWithWhatIsNotTheWholeLibrary() throws IOException {
        library("a.jar", type("a.Used"), type("a.Unused"), text("META-INF/A.SF", ""));
        assertEquals(List.of("a/Used.class"), trimmed("a.jar"));
    }

    private void trim() throws IOException {
        TrimLibraries.trim(application, libraries, rules, folder.resolve("libs"));
    }

    private List<String> trimmed(String library) throws IOException {
        trim();
        try (ZipFile zip = new ZipFile(folder.resolve("libs").resolve(library).toFile())) {
            return List.copyOf(new TreeSet<>(zip.stream().map(ZipEntry::getName).toList()));
        }
    }

    private String content(String library, String entry) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve("libs").resolve(library).toFile())) {
            return new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void library(String name, Entry... entries) throws IOException {
        libraries.add(jar(name, entries));
    }

    private Path jar(String name, Entry... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Entry entry : entries) {
                out.putNextEntry(new ZipEntry(entry.name));
                out.write(entry.bytes);
            }
        }
        return jar;
    }

    private static Entry text(String name, String text) {
        return new Entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A class with constants. */
    private static Entry type(String name, String... constants) {
        byte[] bytes = ClassFile.of().build(ClassDesc.of(name), type -> {
            for (int i = 0; i < constants.length; i++) {
                String constant = constants[i];
                type.withField("f" + i, ConstantDescs.CD_String, field -> field.withFlags(ClassFile.ACC_STATIC)
                        .with(ConstantValueAttribute.of(constant)));
            }
        });
        return new Entry(name.replace('.', '/') + ".class", bytes);
    }

    private record Entry(String name, byte[] bytes) {
    }
}
