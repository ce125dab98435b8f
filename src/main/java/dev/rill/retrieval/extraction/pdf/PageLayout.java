package dev.rill.retrieval.extraction.pdf;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.extraction.pdf.PageLines.Line;
import dev.rill.stream.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lines become headings and paragraphs: a heading is short and set larger than most of the document. One thread. */
final class PageLayout {
    /** What is set by so much larger than the text is a heading. */
    private static final float LARGER = 1.12f;
    private static final int LONGEST_HEADING = 200;
    private static final int MOST_LEVELS = 3;

    private final List<Line> lines;
    private final float body;
    /** From the largest on. */
    private final List<Float> sizes;

    PageLayout(List<Line> lines) {
        this.lines = lines;
        Map<Float, Integer> characters = new HashMap<>();
        lines.forEach(line -> characters.merge(line.size(), line.words().length(), Integer::sum));
        body = characters.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        TreeSet<Float> larger = new TreeSet<>();
        lines.stream().filter(this::heading).forEach(line -> larger.add(line.size()));
        sizes = List.copyOf(larger.descendingSet());
    }

    private boolean heading(Line line) {
        return line.size() > body * LARGER && line.words().length() <= LONGEST_HEADING
                && line.words().chars().anyMatch(Character::isLetter) && line.words().indexOf('\u2026') < 0;
    }

    void write(ExtractedText text) throws UnreadableDocumentException {
        title(text);
        int page = 0;
        List<String> paragraph = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean heading = heading(line);
            if (line.page() != page || line.begins() || heading) {
                end(paragraph, text);
            }
            if (line.page() != page) {
                page = line.page();
                text.place(new Place.Pages(page, page), "Page " + page);
            }
            if (heading) {
                StringBuilder words = new StringBuilder(line.words());
                while (i + 1 < lines.size() && continues(line, lines.get(i + 1), words)) {
                    words.append(' ').append(lines.get(++i).words());
                }
                text.headingInPlace(Math.min(MOST_LEVELS, sizes.indexOf(line.size()) + 1), words.toString());
            } else {
                paragraph.add(line.words());
            }
        }
        end(paragraph, text);
    }

    /** Where the file does not say what it is called: the one thing that is set largest, on the first page. */
    private void title(ExtractedText text) throws UnreadableDocumentException {
        if (sizes.isEmpty()) {
            return;
        }
        List<Line> largest = lines.stream().filter(line -> heading(line) && line.size() == sizes.getFirst()).toList();
        int first = lines.getFirst().page();
        if (largest.getFirst().page() == first && largest.getLast().page() == first && largest.size() <= 3) {
            text.title(String.join(" ", largest.stream().map(Line::words).toList()));
        }
    }

    private boolean continues(Line heading, Line next, StringBuilder words) {
        return heading(next) && next.size() == heading.size() && next.page() == heading.page()
                && words.length() + next.words().length() < LONGEST_HEADING;
    }

    /** A word that is cut at the end of a line is made whole. */
    private static void end(List<String> paragraph, ExtractedText text) throws UnreadableDocumentException {
        for (int i = 0; i + 1 < paragraph.size(); i++) {
            String line = paragraph.get(i);
            String next = paragraph.get(i + 1);
            if (line.length() > 2 && line.endsWith("-") && Character.isLetter(line.charAt(line.length() - 2))
                    && Character.isLowerCase(next.charAt(0))) {
                int space = next.indexOf(' ');
                int rest = space < 0 ? next.length() : space;
                paragraph.set(i, line.substring(0, line.length() - 1) + next.substring(0, rest));
                paragraph.set(i + 1, next.substring(rest).strip());
                if (paragraph.get(i + 1).isEmpty()) {
                    paragraph.remove(i + 1);
                }
            }
        }
        if (!paragraph.isEmpty()) {
            text.paragraph(String.join("\n", paragraph));
            paragraph.clear();
        }
    }
}
