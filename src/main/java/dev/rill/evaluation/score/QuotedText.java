package dev.rill.evaluation.score;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a text stands in another, whatever the marks of Markdown, the case, the kind of quotation marks and the
 * breaks of lines are. Stateless.
 */
final class QuotedText {
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\[\\]]*)]\\([^()\\s]*(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern QUOTE = Pattern.compile("(?m)^[ \\t]*(?:>[ \\t]?)+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?=\\p{Punct})");
    private static final Pattern MARKS = Pattern.compile("[*_`]+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final String UNSPACED = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー、。，：；！？「」『』（）]";
    private static final Pattern BETWEEN = Pattern.compile(" (?=" + UNSPACED + ")|(?<=" + UNSPACED + ") ");

    private QuotedText() {
    }

    static boolean holds(String text, String wanted) {
        return stands(plain(wanted), plain(text)) || stands(plain(withoutLinks(wanted)), plain(withoutLinks(text)));
    }

    /** A number is not found in a longer one. */
    private static boolean stands(String wanted, String text) {
        if (wanted.isEmpty()) {
            return false;
        }
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            int end = at + wanted.length();
            boolean cutBefore = at > 0 && digits(text.charAt(at - 1), wanted.charAt(0));
            boolean cutAfter = end < text.length() && digits(wanted.charAt(wanted.length() - 1), text.charAt(end));
            if (!cutBefore && !cutAfter) {
                return true;
            }
        }
        return false;
    }

    private static boolean digits(char one, char other) {
        return Character.isDigit(one) && Character.isDigit(other);
    }

    private static String withoutLinks(String text) {
        return LINK.matcher(text).replaceAll("$1");
    }

    private static String plain(String text) {
        String plain = Normalizer.normalize(text.replace("&#12304;", "【"), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'').replace('‘', '\'').replace('“', '"').replace('”', '"').replace('|', ' ');
        plain = QUOTE.matcher(plain).replaceAll("");
        plain = ESCAPE.matcher(plain).replaceAll("");
        plain = MARKS.matcher(plain).replaceAll("");
        plain = BLANKS.matcher(plain).replaceAll(" ").strip();
        return BETWEEN.matcher(plain).replaceAll("");
    }
}
