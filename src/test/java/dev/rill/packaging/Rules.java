package dev.rill.packaging;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.TreeSet;
import java.util.Set;

/**
 * What is shipped or left out for another reason than that a class is reached; read from {@code libraries.txt}, which
 * gives the reasons. A line is a verb, what it is about and a glob: {@code keep jar h2-*}, {@code keep class a/b/**},
 * {@code drop class a/b/C}, {@code drop file **.txt}.
 */
final class Rules {
    private record Rule(String line, String what, PathMatcher matcher) {
    }

    private final List<Rule> rules;
    private final Set<String> unused = new TreeSet<>();

    private Rules(List<Rule> rules) {
        this.rules = rules;
        rules.forEach(rule -> unused.add(rule.line));
    }

    static Rules read(Path file) throws IOException {
        return new Rules(Files.readAllLines(file).stream().map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty()).map(Rules::rule).toList());
    }

    private static Rule rule(String line) {
        String[] words = line.split("\\s+");
        if (words.length != 3 || !Set.of("keep jar", "keep class", "drop class", "drop file")
                .contains(words[0] + " " + words[1])) {
            throw new IllegalArgumentException("No rule: " + line);
        }
        return new Rule(line, words[0] + " " + words[1], FileSystems.getDefault().getPathMatcher("glob:" + words[2]));
    }

    /** Whether all classes of a jar are shipped. */
    boolean keepsJar(String file) {
        return says("keep jar", file);
    }

    /** Whether a class is shipped though nothing names it. */
    boolean keepsClass(String name) {
        return says("keep class", name);
    }

    /** Whether a class is not shipped though something names it. */
    boolean dropsClass(String name) {
        return says("drop class", name);
    }

    /** Whether an entry that is no class is left out. */
    boolean dropsFile(String entry) {
        return says("drop file", entry);
    }

    private boolean says(String what, String name) {
        Path path = Path.of(name);
        boolean says = false;
        for (Rule rule : rules) {
            if (rule.what.equals(what) && rule.matcher.matches(path)) {
                unused.remove(rule.line);
                says = true;
            }
        }
        return says;
    }

    /** The lines that have said nothing. */
    Set<String> unused() {
        return unused;
    }
}
