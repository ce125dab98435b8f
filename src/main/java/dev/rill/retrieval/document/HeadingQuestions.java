package dev.rill.retrieval.document;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headings and titles as questions that what stands below them answers. Stateless; any thread. */
public final class HeadingQuestions {
    private static final int MOST_CHARS = 100;
    private static final int LEAST_WORDS = 4;
    private static final int LEAST_CHARS_WITHOUT_SPACES = 6;
    private static final Pattern MARKS = Pattern.compile("[*`]|^\\d+(?:\\.\\d+)*[.)]?\\s+");
    private static final Pattern HOW_TO = Pattern.compile("(?i)how to (\\S+ \\S.*)");
    private static final Pattern HOW =
            Pattern.compile("(?i)how (?!do |does |did |can |is |are |much |many |long |it |this |that |they )(.*)");
    /** What these words mean is said above the heading, if anywhere. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("(?i)\\b(?:it|this|that|these|those|they|them|here|above|below)\\b");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]");

    private HeadingQuestions() {
    }

    /** Where the heading is one, or begins as "How to install …" does; and says by itself what it is about. */
    public static Optional<String> ofHeading(String heading) {
        String text = SPACES.matcher(MARKS.matcher(heading).replaceAll("").strip()).replaceAll(" ");
        if (text.length() > MOST_CHARS || ELSEWHERE.matcher(text).find()) {
            return Optional.empty();
        }
        if (text.endsWith("?") || text.endsWith("？") || text.endsWith("؟")) {
            return Optional.of(text).filter(HeadingQuestions::saysEnough);
        }
        Matcher howTo = HOW_TO.matcher(text);
        if (howTo.matches()) {
            return Optional.of("How do I " + howTo.group(1) + "?");
        }
        Matcher how = HOW.matcher(text);
        return how.matches() && saysEnough(text) ? Optional.of("Can you explain how " + how.group(1) + "?")
                : Optional.empty();
    }

    /**
     * Every document answers what it says; only its words are searched for, as the others are those of any question.
     */
    public static Optional<String> ofTitle(String title) {
        String text = SPACES.matcher(title.strip()).replaceAll(" ");
        if (text.isEmpty() || text.length() > MOST_CHARS) {
            return Optional.empty();
        }
        return ofHeading(text).or(() -> Optional.of("What is said about “" + text + "”?"));
    }

    private static boolean saysEnough(String text) {
        return WITHOUT_SPACES.matcher(text).find() ? text.length() >= LEAST_CHARS_WITHOUT_SPACES
                : text.toLowerCase(Locale.ROOT).split(" ").length >= LEAST_WORDS;
    }
}
