package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.UnreadFiles.Ending;
import dev.rill.retrieval.UnreadFiles.LeftOut;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnreadFilesTest {

    @Test
    void whereEverythingWasReadThereIsNothingToSay() {
        assertFalse(UnreadFiles.NONE.any());
        assertEquals("", UnreadFiles.NONE.words());
    }

    @Test
    void eachKindIsNamedInWords() {
        assertEquals("7 .pdf files, 1 .docx file, 2 that cannot be read (a.md, b.md) and 3 documents still to be read",
                new UnreadFiles(List.of(new Ending(".pdf", 7), new Ending(".docx", 1)),
                        List.of(new LeftOut("a.md", "it is binary"), new LeftOut("b.md", "it is binary")),
                        Optional.of(3), Optional.empty()).words());
        assertEquals("1 document still to be read",
                new UnreadFiles(List.of(), List.of(), Optional.of(1), Optional.empty()).words());
        assertEquals("documents that are still being looked for",
                new UnreadFiles(List.of(), List.of(), Optional.empty(), Optional.empty()).words());
    }

    @Test
    void manyKindsAndManyNamesHaveABound() {
        UnreadFiles many = new UnreadFiles(
                IntStream.range(0, 30).mapToObj(i -> new Ending(".x" + i, 2)).toList(),
                IntStream.range(0, 100).mapToObj(i -> new LeftOut("f" + i + ".md", "it is binary")).toList(),
                Optional.of(0), Optional.empty());
        assertTrue(many.any());
        assertEquals("2 .x0 files, 2 .x1 files, 2 .x2 files, 2 .x3 files, 2 .x4 files, 50 other files and "
                + "100 that cannot be read (f0.md, f1.md, f2.md, f3.md, f4.md, …)", many.words());
    }
}
