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

/** Reads the sources: who uses whom, and how large files are. */
class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern OWN = Pattern.compile("\\bdev\\.rill\\.([a-z]+)(?:\\.([a-z]+))?\\b");
    private static final Pattern ROOT = Pattern.compile("\\bdev\\.rill\\.[A-Z]\\w*");
    private static final Pattern NO_CODE = Pattern.compile(
            "/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|//[^\\n]*", Pattern.DOTALL);
    private static final int MOST_LINES = 300;

    /** What a package may use; {@code Main}, in the root, wires them all. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("storage", Set.of()),
            Map.entry("words", Set.of()),
            Map.entry("log", Set.of("config")),
            Map.entry("stream", Set.of("config", "storage")),
            Map.entry("wire", Set.of("stream", "config")),
            Map.entry("model", Set.of("stream", "words", "config")),
            Map.entry("retrieval", Set.of("stream", "storage", "words", "config")),
            Map.entry("threads", Set.of("stream", "storage", "config")),
            Map.entry("chat", Set.of("stream", "model", "retrieval", "threads", "config")),
            Map.entry("http", Set.of("chat", "stream", "wire", "threads", "retrieval", "storage", "log", "config")));

    private static final List<String> UNKNOWN_TO_CHAT =
            List.of("io.helidon.", "java.sql.", "javax.sql.", "org.jdbi.", "com.zaxxer.", "org.apache.lucene.",
                    "com.openai.");

    @Test
    void packagesUseOnlyWhatTheyMay() throws IOException {
        List<String> faults = new ArrayList<>();
        uses().forEach((room, used) -> used.stream()
                .filter(other -> !ALLOWED.getOrDefault(room, Set.of()).contains(other))
                .forEach(other -> faults.add(room + " uses " + other)));
        assertEquals(List.of(), faults);
    }

    @Test
    void thePackagesThatMayBeUsedMakeNoCircle() {
        ALLOWED.keySet().forEach(room -> reach(room, new ArrayList<>(List.of(room))));
    }

    @Test
    void subpackagesAndTheirPackageMakeNoCircle() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Path file : files()) {
            String room = packageOf(file);
            uses.computeIfAbsent(room, _ -> new TreeSet<>()).addAll(packagesUsed(file));
        }
        List<String> faults = new ArrayList<>();
        uses.forEach((room, used) -> used.stream()
                .filter(other -> !other.equals(room) && uses.getOrDefault(other, Set.of()).contains(room))
                .forEach(other -> faults.add(room + " and " + other + " use each other")));
        assertEquals(List.of(), faults);
    }

    @Test
    void chatSeesNoServerNoSqlNoIndexAndNoModelLibrary() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files()) {
            if (packageOf(file).startsWith("dev.rill.chat")) {
                String code = code(file);
                UNKNOWN_TO_CHAT.stream().filter(code::contains).forEach(name -> faults.add(file + " uses " + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void nobodyUsesTheRootWhichWiresThemAll() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files()) {
            if (!packageOf(file).equals("dev.rill")) {
                ROOT.matcher(code(file)).results().forEach(name -> faults.add(file + " uses " + name.group()));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Path.of("src/main"))) {
            for (Path file : all.filter(file -> file.toString().matches(".*\\.(java|ts|tsx|css)")).toList()) {
                long lines = Files.readString(file).lines().count();
                if (lines > MOST_LINES) {
                    faults.add(file + " has " + lines + " lines");
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static void reach(String room, List<String> way) {
        for (String next : ALLOWED.getOrDefault(room, Set.of())) {
            List<String> further = new ArrayList<>(way);
            further.add(next);
            assertEquals(further.size(), new HashSet<>(further).size(), further::toString);
            reach(next, further);
        }
    }

    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Path file : files()) {
            String room = roomOf(packageOf(file));
            if (!room.isEmpty()) {
                Set<String> used = uses.computeIfAbsent(room, _ -> new TreeSet<>());
                packagesUsed(file).stream().map(ArchitectureTest::roomOf).filter(other -> !other.equals(room))
                        .forEach(used::add);
            }
        }
        return uses;
    }

    private static Set<String> packagesUsed(Path file) throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher names = OWN.matcher(code(file));
        while (names.find()) {
            used.add("dev.rill." + names.group(1) + (names.group(2) == null ? "" : "." + names.group(2)));
        }
        return used;
    }

    /** Without comments and strings, which may name anything. */
    private static String code(Path file) throws IOException {
        return NO_CODE.matcher(Files.readString(file)).replaceAll("");
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('/', '.');
    }

    private static String roomOf(String name) {
        return name.equals("dev.rill") ? "" : name.split("\\.")[2];
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
