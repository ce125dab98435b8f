package dev.rill.retrieval.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metadata at the head of a Markdown file, between two lines {@code ---} (YAML) or {@code +++} (TOML): the few
 * forms of it that name a title and tags; the rest is passed over.
 *
 * @param lines how many lines of the file it takes, its fences included; 0 where there is none
 */
record FrontMatter(Optional<String> title, List<String> tags, int lines) {
    private static final int MAX_LINES = 200;
    private static final Pattern KEY = Pattern.compile("([A-Za-z][\\w-]*)\\s*[:=]\\s*(.*)");
    private static final Pattern ELEMENT = Pattern.compile("\\s*-\\s+(.*)");
    private static final FrontMatter NONE = new FrontMatter(Optional.empty(), List.of(), 0);

    static FrontMatter of(TextLines text) {
        String fence = text.line(1).stripTrailing();
        if (!fence.equals("---") && !fence.equals("+++")) {
            return NONE;
        }
        String title = null;
        List<String> tags = new ArrayList<>();
        String key = "";
        for (int line = 2; line <= Math.min(text.count(), MAX_LINES); line++) {
            String content = text.line(line).stripTrailing();
            if (content.equals(fence) || content.equals("...")) {
                return new FrontMatter(Optional.ofNullable(title).filter(t -> !t.isBlank()), List.copyOf(tags), line);
            }
            Matcher pair = KEY.matcher(content);
            Matcher element = ELEMENT.matcher(content);
            if (pair.matches()) {
                key = pair.group(1).toLowerCase(Locale.ROOT);
                if (key.equals("title")) {
                    title = unquoted(pair.group(2));
                } else if (namesTags(key)) {
                    addAll(tags, pair.group(2));
                }
            } else if (element.matches() && namesTags(key)) {
                addAll(tags, element.group(1));
            }
        }
        return NONE;
    }

    private static boolean namesTags(String key) {
        return key.equals("tags") || key.equals("keywords") || key.equals("categories");
    }

    private static void addAll(List<String> tags, String values) {
        String list = values.strip();
        if (list.startsWith("[") && list.endsWith("]")) {
            list = list.substring(1, list.length() - 1);
        }
        for (String value : list.split(",")) {
            String tag = unquoted(value);
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
        }
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
