package dev.rill.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.apache.lucene.analysis.Analyzer;

/**
 * Words of a language, in lower case, that say nothing or little, and its letters. Immutable; any thread.
 *
 * @param stop    what sentences are held together by
 * @param empty   what questions are made of, those among it
 * @param weak    what a question hardly means when it uses it
 * @param letters that the language has beside those of ASCII; empty where that is not known
 */
record WordLists(Set<String> stop, Set<String> empty, Set<String> weak, String letters) {
    private static final String LISTS = "/words/lists.txt";

    static WordLists of(Language language) {
        return of(language, listed());
    }

    /** Of all languages. */
    static Map<Language, WordLists> all() {
        List<String> listed = listed();
        Map<Language, WordLists> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, of(language, listed));
        }
        return all;
    }

    private static List<String> listed() {
        return lines(WordLists.class.getResourceAsStream(LISTS));
    }

    private static WordLists of(Language language, List<String> listed) {
        Set<String> stop = new HashSet<>(language.stopWordFile().isEmpty()
                ? Set.of() : lucene(language.stopWordFile()));
        Set<String> empty = new HashSet<>();
        Set<String> weak = new HashSet<>();
        Set<String> full = new HashSet<>();
        StringBuilder letters = new StringBuilder();
        String code = language.code() + " ";
        for (String line : listed) {
            if (line.startsWith(code)) {
                StringTokenizer words = new StringTokenizer(line.substring(code.length()));
                String kind = words.hasMoreTokens() ? words.nextToken() : "";
                while (words.hasMoreTokens()) {
                    String word = words.nextToken();
                    switch (kind) {
                        case "stop" -> stop.add(word);
                        case "empty" -> empty.add(word);
                        case "weak" -> weak.add(word);
                        case "full" -> full.add(word);
                        case "letters" -> letters.append(word);
                        default -> throw new IllegalStateException("no kind of word: " + kind);
                    }
                }
            }
        }
        empty.addAll(stop);
        empty.removeAll(weak);
        empty.removeAll(full);
        return new WordLists(Set.copyOf(stop), Set.copyOf(empty), Set.copyOf(weak), letters.toString());
    }

    private static Set<String> lucene(String file) {
        Set<String> words = new HashSet<>();
        for (String line : lines(Analyzer.class.getResourceAsStream(file))) {
            StringTokenizer before = new StringTokenizer(beforeComment(line).toLowerCase(Locale.ROOT));
            while (before.hasMoreTokens()) {
                words.add(before.nextToken());
            }
        }
        return words;
    }

    private static String beforeComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '|' || line.charAt(i) == '#') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static List<String> lines(InputStream resource) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("a word list cannot be read", e);
        }
    }
}
