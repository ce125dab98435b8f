package dev.rill.chat.citation;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits Markdown into what says one thing: a sentence, an item, a row of a table, a line of code. Stateless. */
final class TextUnits {
    private static final Pattern OWN_LINE = Pattern.compile("\\s*(?:[-*+•]\\s|\\d{1,3}[.)]\\s|\\||#{1,6}\\s|>).*");
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?s).*\\b(?:e\\.g|i\\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|No|Nr|Fig|approx|ca|incl|resp|z\\.\\s?B|[A-Z])\\.\\s*");

    private TextUnits() {
    }

    /**
     * @param start offset in the text
     * @param end   offset after its last character
     */
    record Unit(int start, int end) {
        String of(String text) {
            return text.substring(start, end);
        }
    }

    /** In their order; blank ones left out. */
    static List<Unit> of(String text) {
        List<Unit> units = new ArrayList<>();
        boolean code = false;
        int block = 0;
        int line = 0;
        while (line < text.length()) {
            int newline = text.indexOf('\n', line);
            int next = newline < 0 ? text.length() : newline + 1;
            String content = text.substring(line, next);
            boolean fence = content.strip().startsWith("```");
            if (fence || code || content.isBlank() || OWN_LINE.matcher(content.stripTrailing()).matches()) {
                sentences(text, block, line, units);
                if (!fence && code) {
                    add(text, line, next, units);
                    block = next;
                } else {
                    block = fence || content.isBlank() ? next : line;
                }
                code ^= fence;
            }
            line = next;
        }
        sentences(text, block, text.length(), units);
        return units;
    }

    private static void sentences(String text, int from, int to, List<Unit> units) {
        if (from >= to) {
            return;
        }
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text.substring(from, to).replace('\n', ' '));
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = text.substring(from + start, from + end);
            if (from + end == to || endsHere(sentence)) {
                add(text, from + start, from + end, units);
                start = end;
            }
        }
    }

    private static boolean endsHere(String sentence) {
        return !ABBREVIATION.matcher(sentence).matches() && sentence.chars().filter(c -> c == '`').count() % 2 == 0;
    }

    private static void add(String text, int from, int to, List<Unit> units) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            units.add(new Unit(start, end));
        }
    }
}
