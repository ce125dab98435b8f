package dev.rill.stream;

import java.util.Optional;

/**
 * Where something stands in a document, as whoever has the document open would look for it. Numbers count from 1, both
 * ends are included. Immutable; any thread.
 */
public sealed interface Place {
    /** Between a heading and the one below it. */
    String ABOVE = " > ";

    /** Of a text that people read as it is stored. */
    record Lines(int from, int to) implements Place {
    }

    /** Of a document that is printed; counted from its first, whatever is printed on them. */
    record Pages(int from, int to) implements Place {
    }

    record Slides(int from, int to) implements Place {
    }

    /**
     * Of a table.
     *
     * @param sheet its name; empty where the file is one table
     * @param from  the number of a row, as a program for tables shows it; 0 with {@code to} where it is no row
     */
    record Rows(String sheet, int from, int to) implements Place {
        /** Without the sheet's name. */
        @Override
        public String toString() {
            return "Rows[from=" + from + ", to=" + to + "]";
        }
    }

    /** Of a notebook. */
    record Cells(int from, int to) implements Place {
    }

    /**
     * Of a document with headings.
     *
     * @param path the headings that it stands under, outermost first, with {@link #ABOVE} between them; where it is
     *             several sections, those of the first, a dash, and what is other in those of the last
     */
    record Section(String path) implements Place {
        /** Without the headings. */
        @Override
        public String toString() {
            return "Section[]";
        }
    }

    /** Names what kind of place it is. */
    default String kind() {
        return switch (this) {
            case Lines _ -> "lines";
            case Pages _ -> "page";
            case Slides _ -> "slide";
            case Rows _ -> "sheet";
            case Cells _ -> "cell";
            case Section _ -> "section";
        };
    }

    /** The first line, page, slide, row or cell; 0 where it has no number. */
    default int first() {
        return switch (this) {
            case Lines lines -> lines.from();
            case Pages pages -> pages.from();
            case Slides slides -> slides.from();
            case Rows rows -> rows.from();
            case Cells cells -> cells.from();
            case Section _ -> 0;
        };
    }

    /** The last one, inclusive. */
    default int last() {
        return switch (this) {
            case Lines lines -> lines.to();
            case Pages pages -> pages.to();
            case Slides slides -> slides.to();
            case Rows rows -> rows.to();
            case Cells cells -> cells.to();
            case Section _ -> 0;
        };
    }

    /** What it is called, of a sheet or a section; else empty. */
    default String name() {
        return switch (this) {
            case Lines _, Pages _, Slides _, Cells _ -> "";
            case Rows rows -> rows.sheet();
            case Section section -> section.path();
        };
    }

    /** As a reader is told of it. */
    default String words() {
        return switch (this) {
            case Lines lines -> numbered("line", "lines", lines.from(), lines.to());
            case Pages pages -> numbered("p.", "pp.", pages.from(), pages.to());
            case Slides slides -> numbered("slide", "slides", slides.from(), slides.to());
            case Rows rows -> rows.from() == 0 ? rows.sheet()
                    : (rows.sheet().isEmpty() ? "" : rows.sheet() + ", ")
                    + numbered("row", "rows", rows.from(), rows.to());
            case Cells cells -> numbered("cell", "cells", cells.from(), cells.to());
            case Section section -> "section " + section.path();
        };
    }

    private static String numbered(String one, String many, int from, int to) {
        return from == to ? one + " " + from : many + " " + from + "–" + to;
    }

    /** From this one to another, where they are of one kind; else this one. */
    default Place to(Place end) {
        return switch (this) {
            case Lines(int from, _) when end instanceof Lines(_, int to) && to >= from -> new Lines(from, to);
            case Pages(int from, _) when end instanceof Pages(_, int to) && to >= from -> new Pages(from, to);
            case Slides(int from, _) when end instanceof Slides(_, int to) && to >= from -> new Slides(from, to);
            case Cells(int from, _) when end instanceof Cells(_, int to) && to >= from -> new Cells(from, to);
            case Rows(String sheet, int from, _) when end instanceof Rows(String other, _, int to)
                    && other.equals(sheet) && to >= from -> new Rows(sheet, from, to);
            case Section(String from) when end instanceof Section(String to) -> new Section(over(from, to));
            case Lines _, Pages _, Slides _, Rows _, Cells _, Section _ -> this;
        };
    }

    /** Sections from one to another: the outer one where one stands in the other, else the names of both. */
    private static String over(String from, String to) {
        if (to.equals(from) || to.startsWith(from + ABOVE) || from.startsWith(to + ABOVE)) {
            return to.length() < from.length() ? to : from;
        }
        int shared = 0;
        for (int at = from.indexOf(ABOVE); at >= 0 && to.startsWith(from.substring(0, at + ABOVE.length()));
                at = from.indexOf(ABOVE, at + 1)) {
            shared = at + ABOVE.length();
        }
        return from + " – " + to.substring(shared);
    }

    /** One line of which {@link #decode} makes it again. */
    default String encode() {
        return kind() + " " + first() + " " + last() + (name().isEmpty() ? "" : " " + name());
    }

    static Optional<Place> decode(String line) {
        String[] parts = line.split(" ", 4);
        if (parts.length < 3 || !parts[1].matches("\\d{1,9}") || !parts[2].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return of(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts.length < 4 ? "" : parts[3]);
    }

    /** Of what {@link #kind}, {@link #first}, {@link #last} and {@link #name} say; empty where there is none such. */
    static Optional<Place> of(String kind, int first, int last, String name) {
        return switch (kind) {
            case "lines" -> Optional.of(new Lines(first, last));
            case "page" -> Optional.of(new Pages(first, last));
            case "slide" -> Optional.of(new Slides(first, last));
            case "sheet" -> Optional.of(new Rows(name, first, last));
            case "cell" -> Optional.of(new Cells(first, last));
            case "section" -> Optional.of(new Section(name));
            default -> Optional.empty();
        };
    }
}
