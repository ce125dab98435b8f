package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Collects the text of a page, block after block, while the page is walked. One use, one thread. */
final class HtmlText implements NodeFilter {
    private static final Set<String> UNSEEN = Set.of("script", "style", "noscript", "template", "svg", "iframe",
            "button", "select", "textarea", "object", "head");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private int lines = 1;
    private String itemMark = "";

    String text() {
        return text.toString();
    }

    List<Block> blocks() {
        return blocks;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            append(words.getWholeText());
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        String name = element.normalName();
        if (UNSEEN.contains(name)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("br")) {
            words.append('\n');
        } else if (element.isBlock()) {
            flush();
            return block(element, name);
        } else if (name.equals("code") || name.equals("kbd")) {
            words.append('`');
        }
        return FilterResult.CONTINUE;
    }

    private FilterResult block(Element element, String name) {
        if (HEADINGS.contains(name)) {
            String label = element.text();
            if (!label.isBlank()) {
                int level = name.charAt(1) - '0';
                add("#".repeat(level) + " " + label, Kind.HEADING, level, label);
            }
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("pre")) {
            String code = element.wholeText().stripTrailing();
            if (!code.isBlank()) {
                add("```\n" + code.replaceFirst("^\\n", "") + "\n```", Kind.CODE, 0, "");
            }
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("table") && element.selectFirst("table table, h1, h2, h3, pre, ul") == null) {
            table(element);
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("li")) {
            Element list = element.parent();
            itemMark = list != null && list.normalName().equals("ol")
                    ? element.elementSiblingIndex() + 1 + ". " : "- ";
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            if (element.isBlock()) {
                flush();
            } else if (name.equals("code") || name.equals("kbd")) {
                words.append('`');
            }
        }
        return FilterResult.CONTINUE;
    }

    void finish() {
        flush();
    }

    private void table(Element table) {
        Element caption = table.selectFirst("caption");
        if (caption != null && caption.hasText()) {
            add(caption.text(), Kind.PROSE, 0, "");
        }
        StringBuilder rows = new StringBuilder();
        for (Element row : table.select("tr")) {
            List<String> cells = row.select("th, td").eachText();
            if (cells.isEmpty()) {
                continue;
            }
            boolean first = rows.isEmpty();
            rows.append(first ? "" : "\n").append("| ").append(String.join(" | ", cells)).append(" |");
            if (first) {
                rows.append('\n').append("|---".repeat(cells.size())).append('|');
            }
        }
        if (!rows.isEmpty()) {
            add(rows.toString(), Kind.TABLE, 0, "");
        }
    }

    /** Runs of white space count as one, as in a browser. */
    private void append(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (!Character.isWhitespace(c) && c != '\u00A0') {
                words.append(c);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' '
                    && words.charAt(words.length() - 1) != '\n') {
                words.append(' ');
            }
        }
    }

    private void flush() {
        String paragraph = words.toString().strip();
        words.setLength(0);
        if (!paragraph.isEmpty()) {
            add(itemMark + paragraph, itemMark.isEmpty() ? Kind.PROSE : Kind.ITEM, 0, "");
        }
        itemMark = "";
    }

    private void add(String content, Kind kind, int level, String label) {
        boolean tight = kind == Kind.ITEM && !blocks.isEmpty() && blocks.getLast().kind() == Kind.ITEM;
        if (!text.isEmpty()) {
            text.append(tight ? "\n" : "\n\n");
            lines += tight ? 1 : 2;
        }
        int from = lines;
        text.append(content);
        lines += (int) content.chars().filter(c -> c == '\n').count();
        blocks.add(new Block(kind, from, lines, level, label));
    }
}
