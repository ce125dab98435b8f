package dev.rill.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar and what is in it. One thread; whoever opened it closes it. */
final class Library implements AutoCloseable {
    private static final String CLASS = ".class";
    private static final Pattern SERVICE = Pattern.compile("META-INF/services/([^/]+)");
    private static final Pattern VERSION = Pattern.compile("META-INF/versions/\\d+/");
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private final Path path;
    private final ZipFile zip;
    /** By the class's name; several where the jar has releases of it. */
    private final Map<String, List<String>> classes = new HashMap<>();
    private final List<String> others = new ArrayList<>();

    private Library(Path path) throws IOException {
        this.path = path;
        this.zip = new ZipFile(path.toFile());
        zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).sorted().forEach(this::add);
    }

    static Library open(Path path) throws IOException {
        return new Library(path);
    }

    private void add(String entry) {
        if (SIGNATURE.matcher(entry).matches()) {
            return; // it is of the whole jar, which is not what ships
        }
        String name = VERSION.matcher(entry).replaceFirst("");
        if (!name.endsWith(CLASS)) {
            others.add(entry);
        } else if (!name.endsWith("module-info.class")) { // the class path has no modules
            classes.computeIfAbsent(name.substring(0, name.length() - CLASS.length()), _ -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** The file's name. */
    String name() {
        return path.getFileName().toString();
    }

    /** Names as a class file has them: with slashes. */
    Set<String> classes() {
        return classes.keySet();
    }

    /** The entries that are a class, one a release. */
    List<String> entriesOf(String className) {
        return classes.get(className);
    }

    /** The entries that are no class. */
    List<String> others() {
        return others;
    }

    /** The service whose providers an entry names, as the entry names it: with dots. */
    static Optional<String> serviceOf(String entry) {
        Matcher matcher = SERVICE.matcher(entry);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The classes that a service's entry names, with dots. */
    List<String> providers(String entry) {
        return new String(bytes(entry), StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
    }

    byte[] bytes(String entry) {
        try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When an entry was made, as the jar has it. */
    LocalDateTime timeOf(String entry) {
        return zip.getEntry(entry).getTimeLocal();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
