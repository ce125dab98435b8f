package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata at the head of a Markdown file, between two lines {@code ---} (YAML) or {@code +++} (TOML). What is no
 * mapping of keys to values is none, and belongs to the text.
 *
 * @param values what is said beside the title, in the order of the file
 * @param lines  how many lines of the file it takes, its fences included; 0 where there is none
 */
record FrontMatter(Optional<String> title, List<String> tags, List<String> values, int lines) {
    private static final int MAX_LINES = 200;
    private static final Set<String> TAGS = Set.of("tags", "keywords", "categories");
    private static final FrontMatter NONE = new FrontMatter(Optional.empty(), List.of(), List.of(), 0);

    /** A value and the key at the top under which it stands, in lower case. */
    record Entry(String key, String value) {
        /** Without the value. */
        @Override
        public String toString() {
            return "Entry[key=" + key + "]";
        }
    }

    static FrontMatter of(TextLines text) {
        String fence = text.line(1).stripTrailing();
        boolean yaml = fence.equals("---");
        if (!yaml && !fence.equals("+++")) {
            return NONE;
        }
        for (int line = 2; line <= Math.min(text.count(), MAX_LINES); line++) {
            String content = text.line(line).stripTrailing();
            if (content.equals(fence) || yaml && content.equals("...")) {
                String between = line == 2 ? "" : text.between(2, line - 1);
                int lines = line;
                return (yaml ? YamlEntries.of(between) : TomlEntries.of(between))
                        .map(entries -> of(entries, lines)).orElse(NONE);
            }
        }
        return NONE;
    }

    private static FrontMatter of(List<Entry> entries, int lines) {
        Optional<String> title = Optional.empty();
        List<String> tags = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Entry entry : entries) {
            String value = entry.value().strip();
            if (value.isEmpty()) {
                continue;
            }
            if (entry.key().equals("title")) {
                title = Optional.of(value);
                continue;
            }
            values.add(value);
            if (TAGS.contains(entry.key())) {
                List.of(value.split(",")).forEach(tag -> tags.add(tag.strip()));
            }
        }
        tags.removeIf(String::isEmpty);
        return new FrontMatter(title, List.copyOf(tags), List.copyOf(values), lines);
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "FrontMatter[title=" + title + ", tags=" + tags + ", lines=" + lines + "]";
    }
}
