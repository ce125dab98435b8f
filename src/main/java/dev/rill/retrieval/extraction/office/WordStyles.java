package dev.rill.retrieval.extraction.office;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which styles of a text document make headings and items: those of that name, and those that have a level in its
 * outline.
 */
final class WordStyles {
    /** Of the document's own title. */
    static final int TITLE = 0;
    private static final int DEEPEST = 9;
    private static final int LONGEST_CHAIN = 20;

    private final Map<String, Integer> levels = new HashMap<>();
    private final Set<String> lists = new HashSet<>();
    private final Map<String, String> based = new HashMap<>();

    WordStyles(Optional<byte[]> part) throws IOException {
        if (part.isEmpty()) {
            return;
        }
        XmlPart xml = new XmlPart(part.get());
        String style = "";
        while (xml.nextElement()) {
            switch (xml.name()) {
                case "style" -> style = xml.attribute("styleId").orElse("");
                case "name" -> named(style, xml.attribute("val").orElse("").toLowerCase(Locale.ROOT));
                case "basedOn" -> based.put(style, xml.attribute("val").orElse(""));
                case "outlineLvl" -> level(style, xml.number("val", DEEPEST) + 1);
                default -> { }
            }
        }
    }

    private void named(String style, String name) {
        if (name.equals("title")) {
            levels.put(style, TITLE);
        } else if (name.matches("list (bullet|number)( \\d)?")) {
            lists.add(style);
        } else if (name.matches("heading [1-9]")) {
            level(style, name.charAt(8) - '0');
        }
    }

    private void level(String style, int level) {
        if (level <= DEEPEST) {
            levels.putIfAbsent(style, level);
        }
    }

    /** Whether its paragraphs are items of a list. */
    boolean item(String style) {
        return lists.contains(style);
    }

    /** From 1, or {@link #TITLE}; empty for a style that makes no heading. */
    Optional<Integer> level(String style) {
        String at = style;
        for (int i = 0; i < LONGEST_CHAIN && at != null; i++) {
            if (levels.containsKey(at)) {
                return Optional.of(levels.get(at));
            }
            at = based.get(at);
        }
        return Optional.empty();
    }
}
