package dev.rill.retrieval.document;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Markdown without its marks: the words that a reader sees, for searching and for titles. What could as well be meant
 * to be read stays: a name in angle brackets that is no element of HTML, a label that defines no link. Stateless.
 */
public final class PlainWords {
    private static final int LONGEST_LINE = 2_000;
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("(?<!`)(`++)((?:[^`]++|(?!\\1(?!`))`++)++)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile(
            "!?\\[([^\\[\\]\\n]*+)]\\(\\s*+(?:<[^<>\\n]*+>|(?:[^()\\s]++|\\([^()\\n]*+\\))*+)(?:\\s++[\"'(]([^"
            + "\"'\\n]*+)[\"')])?\\s*+\\)");
    /** With a target that looks like one: what only looks like a definition is text. */
    private static final Pattern DEFINITION = Pattern.compile(
            "(?m)^\\s{0,3}\\[([^\\]\\n^][^\\]\\n]*+)]:[ \\t]*+(?:<[^<>\\n]*+>|(?=\\S*[/#:.])\\S++)[ "
            + "\\t]*+([\"'(][^\\n]*+[\"')])?[ \\t]*+$");
    private static final Pattern TAG = Pattern.compile(
            "<(/?)([a-zA-Z][\\w-]*+)((?:\\s++(?:[^<>\"'{}]++|\"[^\"]*+\"|'[^']*+'|\\{[^{}]*+})*+)?)\\s*+/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");
    private static final Pattern MARKS = Pattern.compile("[*`~]+|(?<![\\w])_+|_+(?![\\w])|\\\\(?=\\p{Punct})");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?=[\\p{Punct}&&[^\\\\]])");
    private static final Pattern ANCHOR = Pattern.compile("\\s*\\{#[^}]*}\\s*$");
    /** Of elements of HTML; of others every attribute may be shown. */
    private static final Set<String> SHOWN = Set.of("alt", "title", "label", "summary", "placeholder", "aria-label");
    private static final Set<String> ELEMENTS = Set.of(("a abbr address area article aside audio b base bdi bdo big "
            + "blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn "
            + "dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header "
            + "hr html "
            + "i iframe img input ins kbd label legend li link main map mark menu meta meter nav noscript object ol "
            + "optgroup option output p param picture pre progress q rp rt ruby s samp script section select small "
            + "source "
            + "span strike strong style sub summary sup svg path table tbody td template textarea tfoot th thead "
            + "time title "
            + "tr track tt u ul var video wbr").split(" "));

    private PlainWords() {
    }

    /** Of a line: a heading, a title. */
    public static String ofInline(String markdown) {
        String text = markdown.length() > LONGEST_LINE ? markdown.substring(0, LONGEST_LINE) : markdown;
        text = LINK.matcher(ANCHOR.matcher(text).replaceAll("")).replaceAll("$1");
        if (text.indexOf('<') >= 0) {
            text = outsideCode(text, prose -> TAG.matcher(prose).replaceAll(tag ->
                    Matcher.quoteReplacement(element(tag.group(2)) ? "" : tag.group())));
        }
        return MARKS.matcher(text).replaceAll("").strip();
    }

    /** Of a passage without its code blocks, for the index: links without their targets. */
    public static String ofPassage(String markdown) {
        String text = markdown.contains("<!--") ? COMMENT.matcher(markdown).replaceAll(" ") : markdown;
        boolean marked = text.indexOf('<') >= 0 || text.indexOf('[') >= 0 || text.indexOf('\\') >= 0
                || text.indexOf('&') >= 0;
        return marked ? outsideCode(text, PlainWords::prose) : text;
    }

    private static String prose(String markdown) {
        String text = markdown;
        if (text.indexOf('<') >= 0) {
            text = TAG.matcher(text).replaceAll(tag ->
                    Matcher.quoteReplacement(seen(tag.group(), tag.group(2), tag.group(3))));
        }
        if (text.contains("](")) {
            text = LINK.matcher(text).replaceAll("$1 $2");
            text = LINK.matcher(text).replaceAll("$1 $2"); // a picture may be a link
        }
        if (text.contains("]:")) {
            text = DEFINITION.matcher(text).replaceAll(" $1 $2");
        }
        if (text.indexOf('\\') >= 0) {
            text = ESCAPE.matcher(text).replaceAll("");
        }
        return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false);
    }

    private interface Prose {
        String words(String markdown);
    }

    /** Inline code is text as it stands. */
    private static String outsideCode(String text, Prose prose) {
        if (text.indexOf('`') < 0) {
            return prose.words(text);
        }
        StringBuilder words = new StringBuilder();
        Matcher code = CODE.matcher(text);
        int at = 0;
        while (code.find()) {
            words.append(prose.words(text.substring(at, code.start()))).append(code.group());
            at = code.end();
        }
        return words.append(prose.words(text.substring(at))).toString();
    }

    /** Components are written as names, {@code <Button>}, and parameters of types as capitals, {@code <T>}. */
    private static boolean element(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean upper = name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT));
        return ELEMENTS.contains(lower) && (upper || name.equals(lower));
    }

    private static String seen(String tag, String name, String attributes) {
        if (!element(name)) {
            return tag;
        }
        StringBuilder shown = new StringBuilder(" ");
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            if (SHOWN.contains(attribute.group(1).toLowerCase(Locale.ROOT))) {
                shown.append(attribute.group(2) == null ? attribute.group(3) : attribute.group(2)).append(' ');
            }
        }
        return shown.toString();
    }
}
