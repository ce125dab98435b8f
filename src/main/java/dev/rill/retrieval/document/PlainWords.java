package dev.rill.retrieval.document;

import java.util.regex.Pattern;

/** Markdown without its marks: the words that a reader sees, for searching and for titles. */
public final class PlainWords {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\[\\]\\n]*+)]\\((?:[^()\\n]++|\\([^()\\n]*+\\))*+\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\s{0,3}\\[[^\\]\\n]+]:\\s*\\S+");
    private static final Pattern ADDRESS = Pattern.compile("\\bhttps?://([^\\s/<>\"')\\]]+)[^\\s<>\"')\\]]*");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>\\n]*>");
    private static final Pattern MARKS = Pattern.compile("[*`~]+|(?<![\\w])_+|_+(?![\\w])|\\\\(?=\\p{Punct})");
    private static final Pattern ANCHOR = Pattern.compile("\\s*\\{#[^}]*}\\s*$");

    private PlainWords() {
    }

    /** Of a line: a heading, a title. */
    static String ofInline(String markdown) {
        String text = ANCHOR.matcher(markdown).replaceAll("");
        text = LINK.matcher(text).replaceAll("$1");
        text = TAG.matcher(text).replaceAll("");
        return MARKS.matcher(text).replaceAll("").strip();
    }

    /** Of a passage, for the index: links without their targets, addresses without their paths. */
    public static String ofPassage(String markdown) {
        String text = markdown;
        if (text.indexOf('<') >= 0) {
            text = COMMENT.matcher(text).replaceAll(" ");
            text = TAG.matcher(text).replaceAll(" ");
        }
        if (text.contains("](")) {
            text = LINK.matcher(text).replaceAll("$1");
        }
        if (text.contains("]:")) {
            text = REFERENCE.matcher(text).replaceAll(" ");
        }
        return text.contains("://") ? ADDRESS.matcher(text).replaceAll(" $1 ") : text;
    }
}
