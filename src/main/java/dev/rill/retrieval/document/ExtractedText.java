package dev.rill.retrieval.document;

import dev.rill.stream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a file that is no text itself, laid out in lines as Markdown has it: headings behind {@code #}, rows
 * between {@code |}, code between fences. What would be taken for such a mark and is none begins with a space. The
 * title is the only heading of the first level; pages, slides and sheets are headings of the third, so that whatever
 * stands in them knows where it is. Where a place begins, a line that no text can hold says which. One thread.
 */
public final class ExtractedText {
    /** In UTF-16 units: as long as the longest document of another kind may be. */
    public static final int LONGEST = 10 * 1024 * 1024;
    private static final int LONGEST_HEADING = 300;
    private static final Pattern PROGRAMS_WORD =
            Pattern.compile("(?i)|microsoft \\w+ - .*|untitled.*|(document|presentation|book)"
            + " ?\\d*|powerpoint presentation|.*\\.(docx?|dotx?|pdf|pptx?|xlsx?|od[tsp]|rtf|indd|qxd|tex|dvi|ps)");
    private static final int PLACE = 3;
    private static final int DEEPEST = 6;
    public static final String FENCE = "```";
    /** Begins a line that is none of the text: the next one stands in the place behind it. */
    public static final char PLACE_MARK = '\u0001';

    private final StringBuilder text = new StringBuilder();
    private Optional<Place> next = Optional.empty();
    private Optional<Place> head = Optional.empty();
    private String sheet = "";
    /** The row that needs no mark, since it follows the one before. */
    private int following;

    /** What the file's properties say that it is called, where that is more than a program's word. */
    public void titleOfProperties(String title) throws UnreadableDocumentException {
        if (!PROGRAMS_WORD.matcher(title.strip()).matches()) {
            title(title);
        }
    }

    /** What the document calls itself; the first one counts, and only before all else. @return whether it is this */
    public boolean title(String title) throws UnreadableDocumentException {
        String words = line(title);
        if (words.isEmpty() || !text.isEmpty()) {
            return false;
        }
        add("# " + words.substring(0, Math.min(words.length(), LONGEST_HEADING)));
        return true;
    }

    /** A page, a slide or a sheet begins. */
    public void place(Place place, String heading) throws UnreadableDocumentException {
        at(place);
        sheet = place.name();
        marked(PLACE, heading);
    }

    /** What is told next stands there. */
    public void at(Place place) {
        next = Optional.of(place);
    }

    /** @param level from 1, beneath the document's title */
    public void heading(int level, String words) throws UnreadableDocumentException {
        marked(Math.clamp(level + 1L, 2, DEEPEST), words);
    }

    /** A heading in a page, a slide or a sheet; levels count from 1. */
    public void headingInPlace(int level, String words) throws UnreadableDocumentException {
        marked(Math.clamp(level + (long) PLACE, PLACE + 1, DEEPEST), words);
    }

    private void marked(int level, String words) throws UnreadableDocumentException {
        String label = line(words);
        if (label.length() > LONGEST_HEADING) {
            paragraph(label);
        } else if (!label.isEmpty()) {
            separate();
            add("#".repeat(level) + " " + label);
        }
    }

    /** Each line end in it begins a line. */
    public void paragraph(String words) throws UnreadableDocumentException {
        separate();
        words.lines().map(ExtractedText::line).filter(line -> !line.isEmpty()).map(ExtractedText::unmarked)
                .forEach(this::put);
        bound();
    }

    public void item(String words) throws UnreadableDocumentException {
        String item = line(words);
        if (!item.isEmpty()) {
            add("- " + item);
        }
    }

    public void code(String lines) throws UnreadableDocumentException {
        if (!lines.isBlank()) {
            separate();
            put(FENCE);
            lines.stripTrailing().lines().forEach(line -> put((line.startsWith(FENCE) ? " " : "") + visible(line)));
            add(FENCE);
        }
    }

    /**
     * Of a table.
     *
     * @param headed whether it has a head, which is found and shown with each of its rows; else it begins with this one
     */
    public void row(List<String> cells, boolean headed) throws UnreadableDocumentException {
        if (!headed) {
            separate();
        }
        List<String> shown = new ArrayList<>();
        cells.forEach(cell -> shown.add(line(cell).replace('|', '\u00A6')));
        add("| " + String.join(" | ", shown) + " |");
        if (!headed) {
            head.ifPresent(this::at); // the line below it is no row
            add("|" + " --- |".repeat(Math.max(1, cells.size())));
        }
    }

    /** Of the sheet that has begun: it begins with its number, and the head with what that is. */
    public void row(int number, List<String> cells, boolean headed) throws UnreadableDocumentException {
        if (!headed || number != following) {
            at(new Place.Rows(sheet, number, number));
        }
        following = headed ? number + 1 : 0;
        List<String> numbered = new ArrayList<>(cells);
        numbered.addFirst(headed ? Integer.toString(number) : "Row");
        head = headed ? Optional.empty() : Optional.of(new Place.Rows(sheet, number, number));
        row(numbered, headed);
        head = Optional.empty();
    }

    /** The table has ended, or what follows does not belong to what stands before. */
    public void separate() {
        int end = text.length();
        if (end > 1 && text.charAt(end - 2) != '\n') {
            text.append('\n');
        }
    }

    /** What was laid out apart. */
    public void append(ExtractedText part) throws UnreadableDocumentException {
        separate();
        text.append(part.text);
        bound();
    }

    /** What was read of a document in this one, a level deeper. */
    public void append(ParsedDocument part) throws UnreadableDocumentException {
        TextLines lines = new TextLines(part.text());
        for (ParsedDocument.Block block : part.blocks()) {
            String words = lines.between(block.fromLine(), block.toLine());
            switch (block.kind()) {
                case HEADING -> heading(block.level(), block.label());
                case PROSE -> paragraph(words);
                case ITEM -> item(words.startsWith("- ") ? words.substring(2) : words);
                case CODE, TABLE -> {
                    separate();
                    add(words.replace(PLACE_MARK, ' '));
                }
            }
        }
    }

    private void add(String line) throws UnreadableDocumentException {
        put(line);
        bound();
    }

    private void put(String line) {
        next.ifPresent(place -> text.append(PLACE_MARK).append(place.encode()).append('\n'));
        next = Optional.empty();
        text.append(line).append('\n');
    }

    private void bound() throws UnreadableDocumentException {
        if (text.length() > LONGEST) {
            throw new UnreadableDocumentException("its text is longer than " + LONGEST + " characters");
        }
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** All of it so far. */
    public String text() {
        return text.toString();
    }

    /** One line, with single spaces and nothing that is not seen. */
    public static String line(String words) {
        StringBuilder line = new StringBuilder(words.length());
        boolean space = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                space = true;
            } else if (c != '\u00AD' && c != '\u200B' && c != '\uFEFF') {
                line.append(space && !line.isEmpty() ? " " : "").append(c);
                space = false;
            }
        }
        return line.toString();
    }

    private static String visible(String line) {
        return line.replaceAll("[\\p{Cntrl}&&[^\t]]", " ");
    }

    private static String unmarked(String line) {
        return line.startsWith("#") || line.startsWith("|") || line.startsWith(FENCE) || line.startsWith("- ")
                ? " " + line : line;
    }
}
