package dev.rill.chat.citation;

import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers by which an answer cites its sources, in each of the ways in which models write them: {@code [1]},
 * {@code [1, 2]}, {@code [1; 2]}, {@code [1-3]}, {@code [1][2]}, {@code 【1】}, {@code 【1†source】}. An index that stands
 * at a word, as in {@code items[2]}, is none. The page's {@code markdown/citation-text.ts} reads them in the same way,
 * and knows code and mathematics beside. Stateless.
 */
public final class Citations {
    private static final int LONGEST_RANGE = 50;
    private static final Pattern GROUP = Pattern.compile("[\\[【［]([^\\[\\]【】［］\\n]{1,60})[\\]】］]");
    private static final Pattern SEPARATOR = Pattern.compile("[,;、，；&]|\\s+and\\s+");
    private static final Pattern ITEM = Pattern.compile(
            "(?:(?:sources?|passages?|refs?\\.?)\\s*:?\\s*|\\^)?(\\d{1,3})(?:\\s*[-‐‑–—−]\\s*(\\d{1,3}))?(?:\\s*†.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCATOR = Pattern.compile("(?:lines?|pages?|pp?\\.)\\s*\\d+(?:\\s*[-–—]\\s*\\d+)?",
            Pattern.CASE_INSENSITIVE);
    /** What a bracket may not follow: a word of a script that parts words by blanks, a call. */
    private static final Pattern INDEXED = Pattern.compile(
            "(?:[\\p{L}\\p{N}_$]|[\\p{L}\\p{N}_$]\\([^()]*\\))$");
    private static final Pattern UNSPACED = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}ー]$");
    private static final int LOOK_BACK = 60;

    private Citations() {
    }

    /**
     * One bracket with its numbers.
     *
     * @param start offset in the answer
     * @param end   offset after its last character
     */
    public record Group(int start, int end, Set<Integer> numbers) {
    }

    /** All numbers that are cited, whether or not they name a source. */
    public static Set<Integer> in(String answer) {
        Set<Integer> cited = new TreeSet<>();
        groups(answer).forEach(group -> cited.addAll(group.numbers()));
        return cited;
    }

    /** What is kept with an answer: of the sources that it does not cite, not their text. */
    public static List<Source> kept(String answer, List<Source> sources) {
        if (sources.isEmpty()) {
            return sources;
        }
        Set<Integer> cited = in(answer);
        return sources.stream().map(source -> cited.contains(source.id()) ? source : source.withoutText()).toList();
    }

    /** All brackets that cite, in their order. */
    public static List<Group> groups(String answer) {
        List<Group> groups = new ArrayList<>();
        int end = -1;
        for (Matcher group = GROUP.matcher(answer); group.find();) {
            boolean chained = group.start() == end;
            if (!chained && indexes(answer, group.start())) {
                continue;
            }
            Optional<Set<Integer>> numbers = numbers(group.group(1));
            if (numbers.isPresent()) {
                groups.add(new Group(group.start(), group.end(), numbers.get()));
                end = group.end();
            }
        }
        return groups;
    }

    private static boolean indexes(String text, int at) {
        if (text.charAt(at) != '[' || at == 0) {
            return false;
        }
        String before = text.substring(Math.max(0, at - LOOK_BACK), at);
        return before.endsWith("]") || before.endsWith("\\")
                || INDEXED.matcher(before).find() && !UNSPACED.matcher(before).find();
    }

    private static Optional<Set<Integer>> numbers(String list) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String part : SEPARATOR.split(list.strip(), -1)) {
            Matcher item = ITEM.matcher(part.strip());
            if (!item.matches()) {
                if (!numbers.isEmpty() && LOCATOR.matcher(part.strip()).matches()) {
                    continue;
                }
                return Optional.empty();
            }
            int from = Integer.parseInt(item.group(1));
            int to = item.group(2) == null ? from : Integer.parseInt(item.group(2));
            if (to < from || to - from > LONGEST_RANGE) {
                return Optional.empty();
            }
            for (int number = from; number <= to; number++) {
                numbers.add(number);
            }
        }
        return Optional.of(numbers);
    }
}
