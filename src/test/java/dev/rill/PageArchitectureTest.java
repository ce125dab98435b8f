package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the page's sources: which folder uses which, and what is offered and not taken. */
class PageArchitectureTest {
    private static final Path PAGE = Path.of("src/main/web");
    /** A script of its own, which the page loads by its address. */
    private static final Path LOADED_LATER = PAGE.resolve("math/engine.ts");
    private static final Path TESTS = Path.of("src/test/web");
    private static final Pattern IMPORT = Pattern.compile("\\b(?:from|import)[\\s(]*\"(\\.[^\"]+)\"");
    private static final Pattern EXPORT = Pattern.compile("^export (?:async |abstract )?"
            + "(?:function\\*?|class|interface|type|const|let)\\s+(\\w+)", Pattern.MULTILINE);
    private static final Pattern IMPORTED =
            Pattern.compile("\\bimport\\s+(?:type\\s+)?\\{([^}]*)}\\s+from\\s+\"(\\.[^\"]+)\"");

    private static final Pattern IMPORTED_LATER = Pattern.compile("\\bimport\\(\"(\\.[^\"]+)\"\\)\\)\\.(\\w+)");

    /**
     * What a folder uses; {@code app.tsx} beside them starts the page. An arrow that nobody needs is a fault as well.
     */
    private static final String ARROWS = """
            store        :
            texts        :
            api          : store
            browser      : store
            math         : store
            notices      : store
            hooks        : browser
            controls     : browser notices texts
            sse          : api
            markdown     : api controls math store
            monitor      : api browser controls texts
            conversation : api browser sse store
            threads      : api browser controls conversation notices store
            embed        : api browser conversation markdown sse texts
            uploads      : api browser controls conversation notices sse store texts threads
            documents    : api browser controls conversation texts uploads
            session      : api browser controls conversation notices store texts
            chat         : api browser controls conversation hooks markdown notices store texts threads
            app          : api browser chat controls conversation documents hooks monitor notices session store threads \
                           uploads
            """;

    @Test
    void foldersUseWhatTheyMayAndNothingIsAllowedThatNobodyUses() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Path file : files(PAGE)) {
            Set<String> used = uses.computeIfAbsent(folderOf(file), _ -> new TreeSet<>());
            Matcher imports = IMPORT.matcher(Files.readString(file));
            while (imports.find()) {
                used.add(folderOf(target(file, imports.group(1))));
            }
            used.remove(folderOf(file));
        }
        uses.remove("");
        Arrows.of(ARROWS).assertAre(new Arrows(uses));
    }

    @Test
    void foldersMakeNoCircle() {
        Arrows.of(ARROWS).assertMakeNoCircle();
    }

    @Test
    void whatAFileExportsAnotherOneOrATestImports() throws IOException {
        Set<String> imported = new HashSet<>();
        List<Path> readers = new ArrayList<>(files(PAGE));
        readers.addAll(files(TESTS));
        for (Path file : readers) {
            Matcher imports = IMPORTED.matcher(Files.readString(file));
            while (imports.find()) {
                for (String name : imports.group(1).split(",")) {
                    String plain = name.strip().replaceFirst("^type ", "").replaceFirst(" as .*", "");
                    imported.add(target(file, imports.group(2)) + " " + plain);
                }
            }
        }
        for (Path file : readers) {
            IMPORTED_LATER.matcher(Files.readString(file)).results()
                    .forEach(later -> imported.add(target(file, later.group(1)) + " " + later.group(2)));
        }
        List<String> faults = new ArrayList<>();
        for (Path file : files(PAGE).stream().filter(file -> !file.equals(LOADED_LATER)).toList()) {
            EXPORT.matcher(Files.readString(file)).results().map(export -> export.group(1))
                    .filter(name -> !imported.contains(withoutExtension(file) + " " + name))
                    .forEach(name -> faults.add(file + " exports " + name));
        }
        assertEquals(List.of(), faults);
    }

    private static Path target(Path file, String imported) {
        return file.resolveSibling(imported).normalize();
    }

    private static String withoutExtension(Path file) {
        return file.toString().replaceFirst("\\.tsx?$", "");
    }

    private static String folderOf(Path file) {
        Path folder = PAGE.relativize(file).getParent();
        return folder == null ? "" : folder.toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.tsx?")).sorted().toList();
        }
    }
}
