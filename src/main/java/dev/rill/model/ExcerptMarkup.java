package dev.rill.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An excerpt of a reStructuredText or AsciiDoc document as Markdown, so that its code, lists and headings are shown as
 * such, and one of Markdown without its comments. The words stay as they are. Stateless; any thread.
 */
final class ExcerptMarkup {
    /** Of files in which a line with a number sign is a comment. */
    private static final Pattern COMMENTED = Pattern.compile("(?:.*/)?(?:[^/]*\\.(?:py|rb|pl|r|sh|bash|zsh|fish|ps1|ex|"
            + "exs|graphql|tf|cmake|yaml|yml|toml|ini|cfg|conf|properties)|(?:docker|make|gem|vagrant)file)");
    private static final Pattern NUMBER_SIGN = Pattern.compile("(?m)^(\\s{0,3})#");
    private static final Pattern FENCE = Pattern.compile("\\s*(?:>\\s*)*(?:```|~~~).*");
    private static final Pattern UNDERLINE = Pattern.compile("([=\\-~^\"'`:.+#*_<>])\\1{2,}\\s*");
    private static final Pattern DIRECTIVE =
            Pattern.compile("\\s*\\.\\. (?:code-block|code|sourcecode|highlight|literalinclude)::\\s*(\\S*)\\s*");
    private static final Pattern NOTE =
            Pattern.compile("\\s*\\.\\. (note|warning|tip|important|caution|danger|attention|hint|seealso)::\\s*(.*)");
    private static final Pattern OTHER_DIRECTIVE =
            Pattern.compile("\\s*\\.\\. (?:_[^:]+:|[\\w-]+::.*|\\[.*|\\|.*)\\s*");
    private static final Pattern OPTION = Pattern.compile("\\s+:[\\w-]+:.*");
    private static final Pattern RST_LINK = Pattern.compile("`([^`<]+?)\\s*<([^`>]+)>`_{1,2}");
    private static final Pattern ROLE = Pattern.compile(":[\\w:+-]+:`([^`<]+?)(?:\\s*<[^`>]*>)?`");
    private static final Pattern ADOC_HEADING = Pattern.compile("(={1,6})\\s+(\\S.*)");
    private static final Pattern ADOC_ATTRIBUTES =
            Pattern.compile("\\[(?:source(?:%[\\w-]+)*,\\s*([\\w+-]+))?[^\\]]*]");
    private static final Pattern ADOC_LINK =
            Pattern.compile("(?:link:|xref:)?((?:https?://|[\\w./-]+\\.(?:adoc|html))[^\\s\\[\\]]*)\\[([^\\]]+)]");
    private static final Pattern ADOC_REFERENCE = Pattern.compile("<<[^,>]+,\\s*([^>]+)>>");
    private static final Pattern ADOC_NOTE = Pattern.compile("(NOTE|TIP|IMPORTANT|WARNING|CAUTION): (.*)");
    private static final Pattern ADOC_ORDERED = Pattern.compile("(\\.{1,5})\\s+(\\S.*)");
    private static final Pattern ADOC_TITLE = Pattern.compile("\\.([A-Za-z].*)");

    private ExcerptMarkup() {
    }

    static String markdown(String path, String text) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.endsWith(".rst")) {
            return rst(List.of(text.split("\n", -1)));
        }
        if (COMMENTED.matcher(name).matches()) {
            return NUMBER_SIGN.matcher(text).replaceAll("$1\\\\#");
        }
        return name.endsWith(".adoc") || name.endsWith(".asciidoc") ? asciiDoc(List.of(text.split("\n", -1)))
                : withoutComments(text);
    }

    /** No reader sees them. In code they are code. */
    private static String withoutComments(String text) {
        if (!text.contains("-->")) {
            return text;
        }
        List<String> kept = new ArrayList<>();
        boolean code = false;
        boolean comment = text.indexOf("-->") < (text.contains("<!--") ? text.indexOf("<!--") : text.length());
        for (String line : text.split("\n", -1)) {
            if (!comment && FENCE.matcher(line).matches()) {
                code = !code;
            }
            boolean begins = !code && !comment && line.stripLeading().startsWith("<!--");
            comment |= begins;
            if (!comment) {
                kept.add(line);
            }
            comment &= !line.contains("-->");
        }
        return String.join("\n", kept);
    }

    private static String rst(List<String> lines) {
        List<String> markdown = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher code = DIRECTIVE.matcher(line);
            Matcher note = NOTE.matcher(line);
            boolean heading = i + 1 < lines.size() && !line.isBlank() && UNDERLINE.matcher(lines.get(i + 1)).matches()
                    && !UNDERLINE.matcher(line).matches();
            if (heading) {
                markdown.add("## " + line.strip());
                i++;
            } else if (UNDERLINE.matcher(line).matches()) {
                markdown.add("");
            } else if (code.matches()) {
                i = indented(lines, i + 1, "```" + code.group(1), markdown);
            } else if (note.matches()) {
                markdown.add("**" + note.group(1).substring(0, 1).toUpperCase(Locale.ROOT) + note.group(1).substring(1)
                        + ":** "
                        + inline(note.group(2)));
            } else if (line.stripTrailing().endsWith("::") && !OTHER_DIRECTIVE.matcher(line).matches()) {
                markdown.add(inline(line.stripTrailing().replaceFirst("\\s*::$", ":")));
                i = indented(lines, i + 1, "```", markdown);
            } else if (!OTHER_DIRECTIVE.matcher(line).matches()) {
                markdown.add(inline(line.strip().startsWith("- ") || line.strip().startsWith("* ")
                        ? line : line.strip()));
            }
        }
        return String.join("\n", markdown);
    }

    private static String inline(String line) {
        String text = RST_LINK.matcher(line).replaceAll("[$1]($2)");
        return ROLE.matcher(text).replaceAll("`$1`").replace("``", "`");
    }

    /** The lines that are indented become code. @return the last of them */
    private static int indented(List<String> lines, int from, String fence, List<String> markdown) {
        int first = from;
        while (first < lines.size() && (lines.get(first).isBlank() || OPTION.matcher(lines.get(first)).matches())) {
            first++;
        }
        if (first == lines.size() || !Character.isWhitespace(lines.get(first).charAt(0))) {
            return from - 1;
        }
        int indent = lines.get(first).length() - lines.get(first).stripLeading().length();
        int last = first;
        for (int i = first; i < lines.size()
                && (lines.get(i).isBlank() || lines.get(i).startsWith(" ".repeat(indent))); i++) {
            last = lines.get(i).isBlank() ? last : i;
        }
        if (!markdown.isEmpty() && !markdown.getLast().isBlank()) {
            markdown.add("");
        }
        markdown.add(fence);
        lines.subList(first, last + 1)
                .forEach(line -> markdown.add(line.length() < indent ? "" : line.substring(indent)));
        markdown.add("```");
        return last;
    }

    private static String asciiDoc(List<String> lines) {
        List<String> markdown = new ArrayList<>();
        String language = "";
        String fence = "";
        for (String line : lines) {
            String text = line.stripTrailing();
            Matcher heading = ADOC_HEADING.matcher(text);
            Matcher attributes = ADOC_ATTRIBUTES.matcher(text);
            Matcher note = ADOC_NOTE.matcher(text);
            Matcher ordered = ADOC_ORDERED.matcher(text);
            Matcher title = ADOC_TITLE.matcher(text);
            if (!fence.isEmpty()) {
                boolean closes = text.equals(fence);
                markdown.add(closes ? "```" : line);
                fence = closes ? "" : fence;
            } else if (text.matches("-{4,}|\\.{4,}|\\|={3,}")) {
                fence = text;
                markdown.add("```" + (text.startsWith("|") ? "" : language));
                language = "";
            } else if (heading.matches()) {
                markdown.add("#".repeat(heading.group(1).length()) + " " + heading.group(2));
            } else if (attributes.matches()) {
                language = attributes.group(1) == null ? "" : attributes.group(1);
            } else if (note.matches()) {
                markdown.add("**" + note.group(1).charAt(0) + note.group(1).substring(1).toLowerCase(Locale.ROOT)
                        + ":** "
                        + links(note.group(2)));
            } else if (ordered.matches()) {
                markdown.add("  ".repeat(ordered.group(1).length() - 1) + "1. " + links(ordered.group(2)));
            } else if (title.matches()) {
                markdown.add("**" + title.group(1) + "**");
                markdown.add("");
            } else if (!text.equals("+") && !text.startsWith("//") && !text.matches(":[\\w-]+:.*")) {
                markdown.add(links(line));
            }
        }
        if (!fence.isEmpty()) {
            markdown.add("```");
        }
        return String.join("\n", markdown);
    }

    private static String links(String line) {
        return ADOC_REFERENCE.matcher(ADOC_LINK.matcher(line).replaceAll("[$2]($1)")).replaceAll("$1");
    }
}
