package dev.rill.bench.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws figures as bars, a panel for each measure and load, two panels side by side. */
public final class Drawing {
    private static final int WIDTH = 840;
    private static final int PANEL_WIDTH = 400;
    private static final int GAP = WIDTH - 2 * PANEL_WIDTH;
    private static final int NAMES = 96;
    private static final int LONGEST = 150;
    private static final int HEAD = 56;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int BETWEEN = 24;

    private final StringBuilder shapes = new StringBuilder();
    private final Figures figures;

    private Drawing(Figures figures) {
        this.figures = figures;
    }

    /** As an SVG document. */
    public static String of(Figures figures, Colours colours) {
        return new Drawing(figures).draw(colours);
    }

    private String draw(Colours colours) {
        Map<String, List<Figure>> panels = figures.all().stream().collect(Collectors.groupingBy(
                figure -> figure.measure() + figure.load(), LinkedHashMap::new, Collectors.toList()));
        int y = 0;
        int column = 0;
        int tallest = 0;
        for (List<Figure> panel : panels.values()) {
            panel(panel, column * (PANEL_WIDTH + GAP), y);
            tallest = Math.max(tallest, HEAD + panel.size() * ROW);
            column = 1 - column;
            if (column == 0) {
                y += tallest + BETWEEN;
                tallest = 0;
            }
        }
        y += column == 0 ? 0 : tallest + BETWEEN;
        text(0, y + 4, "soft", "Shorter is better. Medians of one run, " + figures.when() + ":");
        text(0, y + 22, "soft", figures.machine());
        int height = y + 30;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d">
                <title id="t">What Rill costs beside other servers</title>
                <desc id="d">%s</desc>
                <style>%s</style>
                %s</svg>
                """.formatted(WIDTH, height, WIDTH, height, escaped(words(panels)), colours.style(), shapes);
    }

    private void panel(List<Figure> panel, int x, int y) {
        Measure measure = panel.getFirst().measure();
        text(x, y + 14, "title", measure.title());
        text(x, y + 32, "soft", measure.under(panel.getFirst().load()));
        double most = panel.stream().mapToDouble(Figure::value).max().orElseThrow();
        int row = y + HEAD;
        for (Figure figure : panel) {
            text(x, row + 1, "name", figure.server());
            double length = most <= 0 ? 0 : Math.max(0, figure.value() / most * LONGEST);
            shapes.append(String.format(Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                    figure.server().equals("Rill") ? "ours" : "others", x + NAMES, row - 10, length, BAR));
            text(x + NAMES + (int) Math.ceil(length) + 8, row + 1, "value", told(figure));
            row += ROW;
        }
        shapes.append(String.format(Locale.ROOT, "<line class=\"line\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
                x + NAMES, x + NAMES, y + HEAD - 16, row - 14));
    }

    private void text(int x, int y, String kind, String words) {
        shapes.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", kind, x, y,
                escaped(words)));
    }

    private static String told(Figure figure) {
        double value = figure.value();
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, figure.measure().unit())
                + (figure.note().isEmpty() ? "" : ", " + figure.note());
    }

    /** The drawing for those who do not see it. */
    private static String words(Map<String, List<Figure>> panels) {
        return panels.values().stream().map(panel -> {
            Measure measure = panel.getFirst().measure();
            return measure.title() + ", " + measure.under(panel.getFirst().load()) + ": " + panel.stream()
                    .map(figure -> figure.server() + " " + told(figure)).collect(Collectors.joining("; "));
        }).collect(Collectors.joining(". ")) + ".";
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
