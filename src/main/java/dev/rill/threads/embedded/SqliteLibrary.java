package dev.rill.threads.embedded;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * SQLite itself, as the build has unpacked it beside the libraries. The driver would else unpack it into the folder for
 * temporary files at each start, from which programs may not always be loaded.
 */
final class SqliteLibrary {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private SqliteLibrary() {
    }

    /** Tells the driver, before its first connection; not where somebody else has, or this does not run from a jar. */
    static void tellDriver() {
        Path library = unpacked();
        if (System.getProperty(PATH) == null && Files.isRegularFile(library)) {
            System.setProperty(PATH, library.getParent().toString());
            System.setProperty(NAME, library.getFileName().toString());
        }
    }

    /** Where it is if it is anywhere: in a folder that is named as the driver names it. */
    private static Path unpacked() {
        String system = System.getProperty("os.name").split(" ", 2)[0];
        String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
        return libraries().resolve("org/sqlite/native").resolve(system).resolve(processor)
                .resolve(System.mapLibraryName("sqlitejdbc"));
    }

    private static Path libraries() {
        CodeSource source = SqliteLibrary.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).resolveSibling("libs");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar is at no path: " + source, e);
        }
    }
}
