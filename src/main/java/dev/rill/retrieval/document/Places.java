package dev.rill.retrieval.document;

import dev.rill.stream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the lines of a document's text stand in the document. Immutable; any thread.
 *
 * @param marks in the order of their lines; empty where the lines are the document's own
 */
public record Places(List<Mark> marks) {
    public static final Places NONE = new Places(List.of());

    /**
     * From a line on, this is where one is. Of the rows of a sheet each line after it is one further.
     *
     * @param line counted from 1
     */
    public record Mark(int line, Place place) {

        private Place at(int other) {
            return place instanceof Place.Rows(String sheet, int row, _) && row > 0
                    ? new Place.Rows(sheet, row + other - line, row + other - line) : place;
        }
    }

    /** The headings of a document whose lines nobody sees. */
    public static Places ofHeadings(ParsedDocument document, String title) {
        List<Mark> marks = new ArrayList<>();
        HeadingPath headings = new HeadingPath(title);
        for (ParsedDocument.Block block : document.blocks()) {
            if (block.kind() == ParsedDocument.Kind.HEADING) {
                List<String> path = headings.below(block);
                if (!path.isEmpty()) {
                    marks.add(new Mark(block.fromLine(), new Place.Section(String.join(Place.ABOVE, path))));
                }
            }
        }
        return new Places(List.copyOf(marks));
    }

    /** Where lines stand; that they are lines, where nothing else is known of them. */
    public Place between(int fromLine, int toLine) {
        int last = lastUpTo(toLine);
        if (last < 0) {
            return new Place.Lines(fromLine, toLine);
        }
        int first = Math.max(0, lastUpTo(fromLine));
        Place start = marks.get(first).at(Math.max(fromLine, marks.get(first).line()));
        if (start instanceof Place.Rows(String sheet, int row, _) && row == 0 && first < last
                && marks.get(first + 1).place() instanceof Place.Rows(String next, _, _) && next.equals(sheet)) {
            start = marks.get(first + 1).place(); // the sheet's name stands above its rows
        }
        return start.to(marks.get(last).at(toLine));
    }

    /** Whether a page, a slide or a sheet begins with a line. */
    public boolean begins(int line) {
        int mark = lastUpTo(line);
        return mark >= 0 && marks.get(mark).line() == line && switch (marks.get(mark).place()) {
            case Place.Pages _, Place.Slides _ -> true;
            case Place.Rows rows -> rows.from() == 0;
            case Place.Lines _, Place.Cells _, Place.Section _ -> false;
        };
    }

    /** Whether a line stands in a place. */
    public boolean known(int line) {
        return lastUpTo(line) >= 0;
    }

    /** The index of the last mark that is not behind a line; -1 where there is none. */
    private int lastUpTo(int line) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).line() <= line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** A line a mark. */
    public String encode() {
        StringBuilder lines = new StringBuilder();
        marks.forEach(mark -> lines.append(mark.line()).append(' ').append(mark.place().encode()).append('\n'));
        return lines.toString();
    }

    public static Places decode(String encoded) {
        List<Mark> marks = new ArrayList<>();
        encoded.lines().forEach(line -> {
            int space = line.indexOf(' ');
            Optional<Place> place = Place.decode(line.substring(space + 1));
            place.ifPresent(found -> marks.add(new Mark(Integer.parseInt(line.substring(0, space)), found)));
        });
        return new Places(List.copyOf(marks));
    }
}
