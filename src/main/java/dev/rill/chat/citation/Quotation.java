package dev.rill.chat.citation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an answer quotes below a citation, and where in a passage that stands. Stateless. */
final class Quotation {
    /** What is left out stands behind it. */
    private static final String ELLIPSIS = "…";
    /** Less of a passage stands there by chance. */
    private static final int SHORTEST = 12;
    /** More is not looked at, nor more paragraphs by themselves. */
    private static final int LONGEST = 4_000;
    private static final int MOST_PARAGRAPHS = 4;
    private static final Pattern DELIMITERS = Pattern.compile("\\|(?:\\s*:?-+:?\\s*\\|)+\\s*");

    private Quotation() {
    }

    /**
     * The block quote that begins on the line after the one that ends at some offset, up to what it leaves out; empty
     * where there is none.
     */
    static String below(String answer, int end) {
        if (end < answer.length() && answer.charAt(end) != '\n') {
            return "";
        }
        List<String> quoted = answer.substring(end, Math.min(answer.length(), end + LONGEST)).lines()
                .dropWhile(String::isBlank).takeWhile(line -> line.startsWith(">"))
                .map(line -> line.substring(1).strip()).takeWhile(line -> !line.equals(ELLIPSIS)).toList();
        return String.join("\n", quoted);
    }

    /**
     * A part of a text by its letters and digits, whatever the marks of Markdown between them.
     *
     * @param from offset in the text
     * @param to   offset of its last character
     */
    record Place(int from, int to) {
    }

    /** Where it stands, or else the first of its paragraphs that does, or of the rows of its table below the head. */
    static Optional<Place> in(String text, String quotation) {
        return Stream.of(Stream.of(quotation), Stream.of(quotation.split("\n\\s*\n")).limit(MOST_PARAGRAPHS),
                rows(quotation)).flatMap(parts -> parts).flatMap(part -> find(text, part).stream()).findFirst();
    }

    /** Where rows are quoted, the head of their table stands before them, and may be far above them in the passage. */
    private static Stream<String> rows(String quotation) {
        List<String> rows = quotation.lines().dropWhile(line -> !DELIMITERS.matcher(line).matches()).skip(1)
                .takeWhile(line -> line.startsWith("|")).toList();
        return Stream.concat(Stream.of(String.join("\n", rows)), rows.stream().limit(MOST_PARAGRAPHS));
    }

    private static Optional<Place> find(String text, String part) {
        String wanted = letters(part);
        int at = wanted.length() < SHORTEST ? -1 : letters(text).indexOf(wanted);
        if (at < 0) {
            return Optional.empty();
        }
        int[] offsets = IntStream.range(0, text.length())
                .filter(i -> Character.isLetterOrDigit(text.charAt(i))).toArray();
        return Optional.of(new Place(offsets[at], offsets[at + wanted.length() - 1]));
    }

    /** Each as one character, so that the places of a text's letters are those of what is left of it. */
    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                letters.append(Character.toLowerCase(text.charAt(i)));
            }
        }
        return letters.toString();
    }
}
