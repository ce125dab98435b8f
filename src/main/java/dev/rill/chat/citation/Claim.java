package dev.rill.chat.citation;

import dev.rill.words.WordAnalyzer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says that can be held against another: its words, its numbers, what has to stand there as it is (names of
 * code, quotations), and whether it denies.
 *
 * @param words    stemmed, without those that carry no meaning
 * @param numbers  without the marks between thousands; small ones also where they are written as words
 * @param verbatim in lower case, with one blank between words
 */
record Claim(Set<String> words, Set<String> numbers, List<String> verbatim, boolean denies) {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])v?(\\d+(?:[.,:]\\d+)*)");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern QUOTED = Pattern.compile("[\"“„«]([^\"“”„«»\\n]{8,})[\"”“»]");
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?<![\\w.])(?:[A-Za-z]\\w*_\\w+|[a-z]+[A-Z]\\w*|[A-Z][a-z0-9]+(?:[A-Z]\\w*)+|[A-Z]{2,}\\w*|--?[a-z]"
            + "[\\w-]+)");
    private static final Pattern ORDINAL = Pattern.compile("^\\s*(?:[-*+•]|\\d{1,3}[.)])\\s+");
    private static final Pattern DENIAL =
            Pattern.compile("(?iu)\\b(?:not|no|never|none|nothing|neither|nor|cannot|without|"
            + "n['’]t|nicht|nie|kein\\p{L}*|ohne|pas|jamais|aucun\\p{L}*|sans)\\b|n['’]t\\b");
    private static final Map<String, String> SMALL = Map.ofEntries(Map.entry("one", "1"), Map.entry("two", "2"),
            Map.entry("three", "3"), Map.entry("four", "4"), Map.entry("five", "5"), Map.entry("six", "6"),
            Map.entry("seven", "7"), Map.entry("eight", "8"), Map.entry("nine", "9"), Map.entry("ten", "10"),
            Map.entry("eleven", "11"), Map.entry("twelve", "12"));

    static Claim of(String text, WordAnalyzer analyzer) {
        String plain = ORDINAL.matcher(text).replaceFirst("");
        List<String> verbatim = new ArrayList<>();
        for (Pattern pattern : List.of(CODE, QUOTED)) {
            for (Matcher part = pattern.matcher(plain); part.find();) {
                verbatim.add(flat(part.group(1)));
            }
        }
        for (Matcher part = IDENTIFIER.matcher(plain); part.find();) {
            verbatim.add(flat(part.group()));
        }
        Set<String> words = new HashSet<>(analyzer.telling(plain));
        words.removeIf(word -> word.chars().allMatch(Character::isDigit));
        return new Claim(words, numbers(plain), verbatim, DENIAL.matcher(plain).find());
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new TreeSet<>();
        for (Matcher number = NUMBER.matcher(text); number.find();) {
            String digits = number.group(1);
            numbers.add(THOUSANDS.matcher(digits).matches() ? digits.replace(",", "") : digits);
        }
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
            if (SMALL.containsKey(word)) {
                numbers.add(SMALL.get(word));
            }
        }
        return numbers;
    }

    /** A text in which what is verbatim is looked for. */
    static String flat(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[`*]|\\\\(?=[_*\\[\\]])", "").replaceAll("\\s+", " ").strip();
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Claim[" + words.size() + " words, " + numbers.size() + " numbers, denies=" + denies + "]";
    }
}
