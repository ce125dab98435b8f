package dev.rill.packaging;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes {@code target/libs}: of each library what {@code rill.jar} reaches, see {@link Reached}. Classes stay as they
 * are, byte for byte; a library of which none is reached is left out. What ships is listed in
 * {@code target/rill.cdx.json}, see {@link Sbom}. Run by the build, from this source:
 * {@code TrimLibraries <target folder> <rules> <class path of the libraries> <artifact of the model>}.
 */
public final class TrimLibraries {
    private final Set<String> reached;
    private final Rules rules;

    private TrimLibraries(Set<String> reached, Rules rules) {
        this.reached = reached;
        this.rules = rules;
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        List<Path> libraries = Stream.of(arguments[2].split(File.pathSeparator)).map(Path::of).toList();
        Path application = target.resolve("rill.jar");
        Path libs = target.resolve("libs");
        trim(application, libraries, Path.of(arguments[1]), libs);
        Sbom.write(application, libraries, libs, Path.of(arguments[3]),
                target.resolve("web/META-INF/resources/webjars"), target.resolve("rill.cdx.json"));
    }

    /**
     * @param rules as {@link Rules} reads them
     * @param libs  a folder, whose libraries are made anew
     */
    static void trim(Path application, List<Path> libraries, Path rules, Path libs) throws IOException {
        // the JVM does not compare it with what it was made of, and would run the classes of an earlier build
        Files.deleteIfExists(application.resolveSibling("rill.aot"));
        Files.createDirectories(libs);
        try (DirectoryStream<Path> before = Files.newDirectoryStream(libs, "*.jar")) {
            for (Path jar : before) {
                Files.delete(jar);
            }
        }
        Rules said = Rules.read(rules);
        List<Library> opened = new ArrayList<>();
        try (Library root = Library.open(application)) {
            for (Path library : libraries) {
                opened.add(Library.open(library));
            }
            TrimLibraries trim = new TrimLibraries(Reached.from(root, opened, said), said);
            for (Library library : opened) {
                trim.write(library, libs.resolve(library.name()));
            }
        } finally {
            for (Library library : opened) {
                library.close();
            }
        }
        if (!said.unused().isEmpty()) {
            throw new IllegalStateException(rules + " says what is about nothing: " + said.unused());
        }
    }

    private void write(Library library, Path to) throws IOException {
        List<String> classes = library.classes().stream().filter(reached::contains).sorted()
                .flatMap(name -> library.entriesOf(name).stream()).toList();
        if (classes.isEmpty()) {
            return;
        }
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            for (String entry : classes) {
                add(out, library, entry, library.bytes(entry));
            }
            for (String entry : library.others()) {
                if (Library.serviceOf(entry).isPresent()) {
                    add(out, library, entry, providers(library, entry));
                } else if (!rules.dropsFile(entry)) {
                    add(out, library, entry, library.bytes(entry));
                }
            }
        }
    }

    /** What is left of a service's entry: those providers that are there. */
    private byte[] providers(Library library, String entry) {
        return library.providers(entry).stream().filter(provider -> reached.contains(Reached.slashed(provider)))
                .map(provider -> provider + "\n").reduce("", String::concat).getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ZipOutputStream out, Library library, String entry, byte[] bytes) throws IOException {
        ZipEntry copy = new ZipEntry(entry);
        copy.setTimeLocal(library.timeOf(entry));
        out.putNextEntry(copy);
        out.write(bytes);
        out.closeEntry();
    }
}
