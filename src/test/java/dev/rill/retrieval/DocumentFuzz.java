package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.fuzz.FuzzTarget;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.passage.PassageSplitter;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.source.DocumentFile;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Bytes are a document of each type, whose passages stand where they say, or are refused as unreadable. Those of a PDF
 * are what another process says that it took out of it.
 */
public final class DocumentFuzz implements FuzzTarget {
    private static final int LONGEST_PASSAGE = 20 * PassageSplitter.TARGET;

    @Override
    public void check(byte[] input) {
        for (String path : List.of("a/b.md", "a/b.txt", "a/b.adoc", "a/b.html", "a/b.org", "a/b.tex", "a/b.textile",
                "a/b.csv",
                "a/b.java", "a/b", "a/b.pdf")) {
            try {
                DocumentFile file = new DocumentFile(path, "1", true, input.length, Instant.EPOCH, Optional.empty());
                check(PreparedDocument.of(file, PreparedDocument.type(file, input), input, input));
            } catch (UnreadableDocumentException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
    }

    private static void check(PreparedDocument prepared) {
        TextLines lines = new TextLines(prepared.text());
        Set<String> ids = new HashSet<>();
        assertFalse(prepared.document().info().title().isEmpty());
        assertEquals(prepared.passages().size(), prepared.words().size());
        int from = 1;
        for (Passage passage : prepared.passages()) {
            assertTrue(ids.add(passage.id()), passage.id());
            assertFalse(passage.text().isBlank(), passage.id());
            assertTrue(passage.text().length() <= LONGEST_PASSAGE, passage.id());
            assertTrue(passage.fromLine() >= from && passage.toLine() >= passage.fromLine()
                    && passage.toLine() <= lines.count(), passage.id());
            assertTrue(lines.between(passage.fromLine(), passage.toLine()).contains(passage.text()), passage.id());
            from = passage.fromLine();
        }
    }
}
