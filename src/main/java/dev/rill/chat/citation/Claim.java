package dev.rill.chat.citation;

import dev.rill.words.Language;
import dev.rill.words.WordAnalyzer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says that can be held against another: its words, its numbers, what has to stand there as it is (names of
 * code, quotations), and whether it denies.
 *
 * @param words   stemmed, without those that carry no meaning
 * @param numbers without the marks between thousands, with a point before decimals; small ones also where they are
 *                written as words
 * @param code    names of code, in lower case, with one blank between words
 * @param quoted  quotations, likewise
 */
record Claim(Set<String> words, Set<String> numbers, List<String> code, List<String> quoted, boolean denies) {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])v?(\\d+(?:[.,:]\\d+|[\\u00a0\\u202f]\\d{3}(?!\\d))*)");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:([.,\\u00a0\\u202f])\\d{3})(?:\\1\\d{3})*");
    private static final Pattern MARK = Pattern.compile("[.,\\u00a0\\u202f]");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern QUOTED = Pattern.compile("[\"“„«]([^\"“”„«»\\n]{8,})[\"”“»]");
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?<![\\w.\\p{L}])(?:[A-Za-z]\\w*_\\w+|[a-z]+[A-Z]\\w*|[A-Z][a-z0-9]+(?:[A-Z]\\w*)+|[A-Z]{2,}\\w*|--?[a-z]"
            + "[\\w-]+)(?!\\p{L})");
    private static final Pattern ORDINAL = Pattern.compile("^\\s*(?:[-*+•]|\\d{1,3}[.)])\\s+");

    static Claim of(String text, Language language, WordAnalyzer analyzer) {
        String plain = ORDINAL.matcher(text).replaceFirst("");
        List<String> code = new ArrayList<>(all(CODE, 1, plain));
        code.addAll(all(IDENTIFIER, 0, plain));
        Set<String> words = new HashSet<>(analyzer.telling(plain));
        words.removeIf(word -> word.chars().allMatch(Character::isDigit));
        Set<String> numbers = new TreeSet<>(SmallWords.numbers(plain, language));
        for (Matcher number = NUMBER.matcher(plain); number.find();) {
            String digits = number.group(1);
            numbers.add(THOUSANDS.matcher(digits).matches() ? MARK.matcher(digits).replaceAll("")
                    : digits.replace(',', '.'));
        }
        return new Claim(words, numbers, code, all(QUOTED, 1, plain), SmallWords.deny(plain, language));
    }

    private static List<String> all(Pattern pattern, int group, String text) {
        List<String> parts = new ArrayList<>();
        for (Matcher part = pattern.matcher(text); part.find();) {
            parts.add(flat(part.group(group)));
        }
        return parts;
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
