package dev.rill.model;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits a paragraph of Markdown into its sentences; abbreviations, links and code are no ends. Any thread. */
final class Sentences {
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?s).*\\b(?:e\\.g|i\\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|No|Fig|approx|incl|resp|[A-Z])\\.");

    private Sentences() {
    }

    static List<String> of(String paragraph) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(paragraph);
        List<String> sentences = new ArrayList<>();
        int from = 0;
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            String sentence = paragraph.substring(from, to).strip();
            if (to == paragraph.length() || endsHere(sentence)) {
                if (!sentence.isEmpty()) {
                    sentences.add(sentence);
                }
                from = to;
            }
        }
        return sentences;
    }

    private static boolean endsHere(String sentence) {
        return !ABBREVIATION.matcher(sentence).matches()
                && sentence.chars().filter(c -> c == '`').count() % 2 == 0
                && sentence.chars().filter(c -> c == '[').count() <= sentence.chars().filter(c -> c == ']').count()
                && sentence.chars().filter(c -> c == '(').count() <= sentence.chars().filter(c -> c == ')').count();
    }
}
