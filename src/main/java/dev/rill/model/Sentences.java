package dev.rill.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a paragraph of Markdown into its sentences. None ends inside a quotation, a link, code, emphasis or brackets,
 * nor at an abbreviation or a number that only looks like an end. Stateless; any thread.
 */
final class Sentences {
    /** With what closes behind it; in scripts without blanks, the next sentence follows at once. */
    private static final Pattern END = Pattern.compile("[.!?…]+[\"'”’“»)\\]*_`]*(?=\\s|$)|[。！？]+[」』）”’\"]*");
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?is).*(?<![\\p{L}\\d])(?:e\\.g|i\\.e|etc|vs|cf|dr|mr|mrs|ms|st|no"
            + "|fig|approx|incl|excl|resp|min|max|sec|vol|pp|p|ca|al|inc|ltd|jr|sr|dept|est"
            + "|z\\.\\s?b|d\\.\\s?h|u\\.\\s?a|u\\.\\s?u|o\\.\\s?ä|i\\.\\s?d\\.\\s?r|bzw|usw|nr|s|abs|evtl|ggf|inkl|"
            + "exkl|vgl|sog|bspw"
            + "|p\\.\\s?ex|c\\.-à-d|env|m|mm|mme|art|chap|p\\.\\s?ej|sra|dra|ud|uds|núm|pág|ecc|sig|bijv|d\\.w\\.z|"
            + "t\\.ex|bl\\.a|f\\.eks)\\.");
    private static final Pattern INITIAL = Pattern.compile("(?s).*(?<![\\p{L}\\d])\\p{L}\\.");
    private static final Pattern ORDINAL = Pattern.compile("(?s).*(?:^|\\s)\\d{1,2}\\.");
    /** What is never split, at the most so many characters of it. */
    private static final List<Pattern> UNITS = List.of(
            Pattern.compile("(`+)(?!`).{1,400}?(?<!`)\\1(?!`)", Pattern.DOTALL),
            Pattern.compile(
                    "!?\\[[^\\[\\]]{0,300}](?:\\([^()\\s]{0,400}(?:\\s+\"[^\"]{0,200}\")?\\)|\\[[^\\[\\]]{0,100}])"),
            Pattern.compile("<[^<>\\s][^<>]{0,300}>"),
            Pattern.compile("\\*\\*(?=\\S)[^*]{1,300}\\*\\*|(?<![*\\w])\\*(?=\\S)[^*]{1,300}\\*(?![*\\w])"
                    + "|(?<!\\w)__(?=\\S)[^_]{1,300}__(?!\\w)|(?<!\\w)_(?=\\S)[^_]{1,300}_(?!\\w)"),
            Pattern.compile("“[^“”]{1,400}”|„[^„“”]{1,400}[“”]|«[^«»]{1,400}»|「[^「」]{1,400}」|『[^『』]{1,400}』|"
                    + "(?<![\\p{L}\\p{N}])\"[^\"\\n]{1,400}\"(?![\\p{L}\\p{N}])"),
            Pattern.compile("\\([^()]{1,300}\\)|（[^（）]{1,300}）|\\[[^\\[\\]]{1,300}]"));

    private Sentences() {
    }

    static List<String> of(String paragraph) {
        BitSet inside = units(paragraph);
        List<String> sentences = new ArrayList<>();
        int from = 0;
        Matcher end = END.matcher(paragraph);
        while (end.find()) {
            if (!inside.get(end.end()) && endsHere(paragraph, from, end)) {
                add(sentences, paragraph.substring(from, end.end()));
                from = end.end();
            }
        }
        add(sentences, paragraph.substring(from));
        return sentences;
    }

    private static void add(List<String> sentences, String text) {
        String sentence = text.strip();
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
    }

    /** Where no sentence begins: behind the first character of each unit and before its end. */
    private static BitSet units(String paragraph) {
        BitSet inside = new BitSet();
        for (Pattern unit : UNITS) {
            Matcher matcher = unit.matcher(paragraph);
            while (matcher.find()) {
                inside.set(matcher.start() + 1, matcher.end());
            }
        }
        return inside;
    }

    /** In Japanese what is said stands in a sentence with its full stop: 「…。」と言った。 */
    private static boolean closesWithin(String paragraph, Matcher end) {
        return end.end() < paragraph.length() && "」』".indexOf(paragraph.charAt(end.end() - 1)) >= 0
                && Character.UnicodeScript.of(paragraph.codePointAt(end.end())) == Character.UnicodeScript.HIRAGANA;
    }

    private static boolean endsHere(String paragraph, int from, Matcher end) {
        int mark = end.start();
        if (paragraph.charAt(mark) != '.') {
            return !closesWithin(paragraph, end);
        }
        String before = paragraph.substring(Math.max(from, mark - 20), mark + 1);
        int next = mark + 1;
        while (next < paragraph.length() && !Character.isLetterOrDigit(paragraph.charAt(next))) {
            next++;
        }
        if (next == paragraph.length()) {
            return true;
        }
        boolean code = paragraph.substring(mark, next).indexOf('`') >= 0;
        return (code || !Character.isLowerCase(paragraph.charAt(next))) && !ABBREVIATION.matcher(before).matches()
                && !INITIAL.matcher(before).matches() && !ORDINAL.matcher(before).matches();
    }
}
