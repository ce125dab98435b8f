package dev.rill.chat.tool;

import dev.rill.retrieval.DocumentInfo;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Which documents a listing shows: those whose path is of a glob, or that hold all words of it in path and title.
 * Immutable; any thread.
 */
public record DocumentPattern(Optional<PathMatcher> glob, List<String> words) {
    /** Matching takes as many steps as there are ways to share a path out among them. */
    private static final int MOST_STARS = 5;
    /** What is wrong with a pattern that is none. */
    public static final String TOO_MANY_STARS = "may have " + MOST_STARS + " stars.";

    /** Empty where it has too many stars. */
    public static Optional<DocumentPattern> of(String pattern) {
        if (pattern.chars().filter(c -> c == '*').count() > MOST_STARS) {
            return Optional.empty();
        }
        String text = pattern.strip().toLowerCase(Locale.ROOT).replaceAll("^(\\./|/)+", "");
        try {
            return Optional.of(text.matches(".*[*?\\[{].*")
                    ? new DocumentPattern(Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + text)),
                            List.of())
                    : words(text));
        } catch (PatternSyntaxException e) {
            return Optional.of(words(text));
        }
    }

    private static DocumentPattern words(String text) {
        return new DocumentPattern(Optional.empty(),
                Arrays.stream(text.split("[\\s*?\\[\\]{}]+")).filter(word -> !word.isEmpty()).toList());
    }

    public boolean matches(DocumentInfo document) {
        String path = document.path().toLowerCase(Locale.ROOT);
        if (glob.isPresent()) {
            Path whole = Path.of(path);
            return glob.get().matches(whole) || glob.get().matches(whole.getFileName());
        }
        String named = path + "\n" + document.title().toLowerCase(Locale.ROOT);
        return words.stream().allMatch(named::contains);
    }

    /** Without what is looked for. */
    @Override
    public String toString() {
        return "DocumentPattern[]";
    }
}
