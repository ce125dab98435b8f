package dev.rill.retrieval.document;

import dev.rill.retrieval.document.ParsedDocument.Block;
import java.util.ArrayList;
import java.util.List;

/** The headings that one stands under while a document is read from its beginning on. One thread. */
public final class HeadingPath {
    private final String title;
    private final List<Block> above = new ArrayList<>();

    /** @param title of the document, which is above everything and told nowhere */
    public HeadingPath(String title) {
        this.title = title;
    }

    /** Goes on below a heading. Gives the labels of those that one stands under then, outermost first. */
    public List<String> below(Block heading) {
        above.removeIf(other -> other.level() >= heading.level());
        above.add(heading);
        return above.stream().map(Block::label).filter(label -> !label.isEmpty() && !label.equals(title)).toList();
    }
}
