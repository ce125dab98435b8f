package dev.rill.stream;

import dev.rill.rights.Readers;
import java.util.List;
import java.util.Optional;

/**
 * A passage that an answer may cite. Immutable; any thread.
 *
 * @param id       1, 2, … in rank order; the answer cites it as {@code [id]}
 * @param path     the document, relative to the folder, with {@code /} between its parts
 * @param title    the document's title
 * @param fromLine first line of the passage, counted from 1
 * @param toLine   last line of the passage, inclusive
 * @param place    where that is in the document as people read it
 * @param section  the headings above the passage, outermost first; empty where there are none
 * @param score    the rank's score; comparable within one answer only
 * @param snippet  the start of the passage's text, on one line
 * @param hash     names the document's content as it was cited; empty where it was stored without one
 * @param text     the passage as it was cited, where the answer cites it
 * @param readers  who could read the document when it was cited; never told
 * @param citations the sentences of the answer that cite it, in their order; empty where they were not checked
 * @param origin  where the document's content came from, where that is not this machine
 */
public record Source(int id, String path, String title, int fromLine, int toLine, Place place, String section,
                     double score, String snippet, String hash, Optional<String> text, Readers readers,
                     List<Citation> citations, Optional<Origin> origin) {
    private static final String HIDDEN = "A document that you may not read";

    /** One that everybody may read, in lines. */
    public Source(int id, String path, String title, int fromLine, int toLine, String section, double score,
                  String snippet, String hash, Optional<String> text, List<Citation> citations) {
        this(id, path, title, fromLine, toLine, new Place.Lines(fromLine, toLine), section, score, snippet, hash, text,
                Readers.EVERYBODY, citations, Optional.empty());
    }

    /** One under no heading, whose citations were not checked. */
    public Source(int id, String path, String title, int fromLine, int toLine, double score, String snippet,
                  String hash, Optional<String> text) {
        this(id, path, title, fromLine, toLine, "", score, snippet, hash, text, List.of());
    }

    /**
     * A sentence that cites the source.
     *
     * @param start offset of its first character in the answer, in UTF-16 code units
     * @param end   offset after its last one
     */
    public record Citation(int start, int end, Support support) {
    }

    /** Whether the source says what the sentence says. */
    public sealed interface Support {
    }

    /** It does, in these lines of the document. */
    public record Found(int fromLine, int toLine) implements Support {
    }

    /** It was not found there. */
    public record NotFound() implements Support {
    }

    public Source cited(List<Citation> by) {
        return new Source(id, path, title, fromLine, toLine, place, section, score, snippet, hash, text, readers, by,
                origin);
    }

    public Source at(Place other) {
        return new Source(id, path, title, fromLine, toLine, other, section, score, snippet, hash, text, readers,
                citations, origin);
    }

    /** The title, and where in it, but for lines: what is shown where there is one word for a source. */
    public String titleWithPlace() {
        return place instanceof Place.Lines ? title : title + ", " + place.words();
    }

    public Source withoutText() {
        return text.isEmpty() ? this
                : new Source(id, path, title, fromLine, toLine, place, section, score, snippet, hash, Optional.empty(),
                        readers, List.of(), origin);
    }

    public Source readBy(Readers others) {
        return new Source(id, path, title, fromLine, toLine, place, section, score, snippet, hash, text, others,
                citations, origin);
    }

    public Source from(Optional<Origin> fetched) {
        return new Source(id, path, title, fromLine, toLine, place, section, score, snippet, hash, text, readers,
                citations, fetched);
    }

    /** What is told of it to somebody who may not read it: that it was cited. */
    public Source hidden() {
        return new Source(id, "", HIDDEN, 1, 1, new Place.Lines(1, 1), "", 0, "", "", Optional.empty(), readers,
                List.of(), Optional.empty());
    }

    /** Whether it is what {@link #hidden} gives. */
    public boolean isHidden() {
        return path.isEmpty();
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Source[id=" + id + ", path=" + path + ", fromLine=" + fromLine + ", toLine=" + toLine + ", score="
                + score + "]";
    }
}
