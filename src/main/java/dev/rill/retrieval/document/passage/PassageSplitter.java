package dev.rill.retrieval.document.passage;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.document.TextLines;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a document along its headings into chunks of about {@value #TARGET} characters. Where a section makes
 * several chunks, each begins with up to {@value #OVERLAP} characters of the one before, so that no statement is cut
 * from its context. Code blocks and tables stay whole where they fit. Any thread.
 */
public final class PassageSplitter {
    public static final int TARGET = 1_000;
    static final int OVERLAP = 200;
    /** A section shorter than this goes together with the one below it. */
    private static final int SMALL = 200;
    /** New text less than this is added to the chunk before. */
    private static final int REST = 150;

    private PassageSplitter() {
    }

    public static List<PassageSpan> split(ParsedDocument document, String title) {
        TextLines lines = new TextLines(document.text());
        SplitUnits cutter = new SplitUnits(document.text(), lines);
        PassageWords words = new PassageWords(document, lines);
        List<PassageSpan> chunks = new ArrayList<>();
        for (Section section : joined(Section.of(document, lines, title), document.places(), lines)) {
            pack(section, pieces(section, cutter, document.text()), lines, words, chunks);
        }
        return chunks;
    }

    private static List<Section> joined(List<Section> sections, Places places, TextLines lines) {
        List<Section> joined = new ArrayList<>();
        for (Section section : sections) {
            Section before = joined.isEmpty() ? null : joined.getLast();
            if (before != null && before.length(lines) < SMALL && section.level() >= before.level()
                    && !(places.begins(section.firstLine()) && places.known(before.firstLine()))) {
                joined.set(joined.size() - 1, before.with(section));
            } else {
                joined.add(section);
            }
        }
        return joined;
    }

    /** A heading, and a line that announces what follows it, are one piece with what they announce. */
    private static List<SplitUnit> pieces(Section section, SplitUnits cutter, String text) {
        List<SplitUnit> pieces = new ArrayList<>();
        boolean announced = false;
        for (Block block : section.blocks()) {
            List<SplitUnit> cut = cutter.cut(block);
            for (SplitUnit piece : cut) {
                if (announced && !pieces.isEmpty() && piece.end() - pieces.getLast().start() <= largest(piece)) {
                    pieces.set(pieces.size() - 1, pieces.getLast().with(piece));
                } else {
                    pieces.add(piece);
                }
                announced = false;
            }
            announced = !cut.isEmpty() && (block.kind() == Kind.HEADING
                    || text.charAt(cut.getLast().end() - 1) == ':' && cut.getLast().length() <= OVERLAP);
        }
        return pieces;
    }

    private static int largest(SplitUnit piece) {
        return (piece.whole() ? SplitUnits.LARGEST_WHOLE : TARGET) + OVERLAP;
    }

    private static void pack(Section section, List<SplitUnit> pieces, TextLines lines, PassageWords words,
                             List<PassageSpan> chunks) {
        int next = 0;
        while (next < pieces.size()) {
            int first = overlap(pieces, next);
            int after = next + 1;
            while (after < pieces.size() && fits(pieces, first, after)) {
                after++;
            }
            after = atBlock(pieces, first, next, after);
            if (after < pieces.size() && pieces.getLast().end() - pieces.get(after).start() < REST
                    && pieces.getLast().end() - pieces.get(first).start() <= TARGET + OVERLAP) {
                after = pieces.size();
            }
            int start = pieces.get(first).start();
            int end = pieces.get(after - 1).end();
            int fromLine = lines.lineAt(start);
            int toLine = lines.lineAt(end - 1);
            chunks.add(new PassageSpan(section.headingsAt(lines.lineAt(pieces.get(next).start())),
                    section.headingsWithin(fromLine, toLine), words.of(start, end), pieces.get(first).head(), start,
                    end,
                    fromLine, toLine));
            next = after;
        }
    }

    /** What is so short that the next chunk would repeat all of it takes the next piece, however large. */
    private static boolean fits(List<SplitUnit> pieces, int first, int after) {
        int start = pieces.get(first).start();
        return pieces.get(after).end() - start <= TARGET || pieces.get(after - 1).end() - start <= OVERLAP;
    }

    /** The first piece of the chunk whose first new piece is {@code next}. */
    private static int overlap(List<SplitUnit> pieces, int next) {
        int first = next;
        while (first > 0 && pieces.get(next).start() - pieces.get(first - 1).start() <= OVERLAP
                && !(pieces.get(first - 1).whole() && pieces.get(first - 1).block() != pieces.get(next).block()
                     && first > 1 && pieces.get(first - 2).block() == pieces.get(first - 1).block())) {
            first--;
        }
        return first;
    }

    /** Rather between two blocks than inside one, where that leaves at least half a chunk. */
    private static int atBlock(List<SplitUnit> pieces, int first, int next, int after) {
        if (after == pieces.size()) {
            return after;
        }
        for (int i = after; i > next + 1; i--) {
            if (pieces.get(i - 1).end() - pieces.get(first).start() < TARGET / 2) {
                break;
            }
            if (pieces.get(i).block() != pieces.get(i - 1).block()) {
                return i;
            }
        }
        return after;
    }
}
