package dev.rill.retrieval.extraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.rights.Reader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file is called decides nothing where what is in it says something else. */
class MisnamedFilesTest {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13};
    private static final byte[] OLDER = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0, 0};

    @TempDir
    private Path base;
    private IndexFixture fixture;

    @BeforeEach
    void makeFolder() throws IOException {
        fixture = new IndexFixture(base);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(fixture.documents.resolve(name), content);
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private DocumentIndex read() {
        DocumentIndex index = fixture.open();
        IndexFixture.until(() -> index.unread().pending().filter(left -> left == 0).isPresent());
        return index;
    }

    private static byte[] pdf(String words) throws IOException {
        return PdfFiles.of(List.of(List.of("First."), List.of(words)));
    }

    private static Map<String, DocumentType> types(DocumentIndex index) {
        return index.seenBy(Reader.NOBODY).documents().stream().collect(Collectors.toMap(DocumentInfo::path,
                DocumentInfo::type, (a, _) -> a, TreeMap::new));
    }

    private static Instant read(DocumentInfo document) {
        return document.indexed().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String place(DocumentIndex index, String question) {
        return IndexFixture.search(index, question).getFirst().place().words();
    }

    @Test
    void aFileIsReadAsWhatItIsWhateverItIsCalled() throws IOException {
        Map<String, DocumentType> expected = new TreeMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        byte[] word = OfficeFiles.word(OfficeFiles.paragraph("berschrift1", "Quince") + "<w:p><w:r><w:t>Quince jelly "
                + "sets slowly.</w:t></w:r></w:p>");
        for (String name : List.of("a.txt", "b.MD", "c", "d.docx", "e.v2", "f.java", "g.html", "h.doc", "i.zip")) {
            write(name, pdf("The walrus" + name.charAt(0) + " sleeps on ice."));
            expected.put(name, DocumentType.PDF);
            places.put("walrus" + name.charAt(0), "p. 2");
        }
        for (String name : List.of("word.doc", "word.pdf", "word.zip", "word.bak", "word.txt", "word.xlsx", "WORD")) {
            write(name, word);
            expected.put(name, DocumentType.WORD);
        }
        places.put("quince jelly", "section Quince");
        write("costs.xls", OfficeFiles.sheets(Map.of("Costs", List.of(List.of("Item", "Price"),
                List.of("Marmalade", "7")))));
        expected.put("costs.xls", DocumentType.SHEETS);
        places.put("marmalade price", "Costs, rows 1–2");
        write("book.zip", OfficeFiles.epub());
        expected.put("book.zip", DocumentType.EPUB);
        for (String name : List.of("rich.doc", "rich.txt", "rich.md", "rich.odd")) {
            write(name, "{\\rtf1\\ansi Ginger biscuits.\\par}");
            expected.put(name, DocumentType.RICH_TEXT);
        }
        for (String name : List.of("page.txt", "page.md", "page.aspx", "page.xls", "page.pdf", "page")) {
            write(name, "\uFEFF\n<!-- saved --><!DOCTYPE html>\n<h1>Fern</h1><p>Ferns like the shade.</p>");
            expected.put(name, DocumentType.HTML);
        }
        write("table.xls", "<table><tr><td>Thyme</td></tr></table>");
        expected.put("table.xls", DocumentType.HTML);
        write("values.xls", "Herb\tPrice\nSage\t3\n");
        expected.put("values.xls", DocumentType.VALUES);
        write("letter.doc", "Dear Sir,\n\nthe parsnips have come.\n");
        expected.put("letter.doc", DocumentType.TEXT);
        // what only speaks of such files is what it is called
        write("about.md", "# Formats\n\nA PDF begins with %PDF-1.7, an archive with PK and a picture with GIF8.\n");
        write("GIF.md", "GIF89a is how a picture begins.\n");
        expected.put("about.md", DocumentType.MARKDOWN);
        expected.put("GIF.md", DocumentType.MARKDOWN);
        write("template.php", "<!DOCTYPE html>\n<?php echo 1; ?>\n");
        expected.put("template.php", DocumentType.CODE);

        DocumentIndex index = read();

        assertEquals(List.of(), index.unread().leftOut());
        assertEquals(expected, types(index));
        places.forEach((question, place) -> assertEquals(place, place(index, question), question));
        List<Instant> read = index.seenBy(Reader.NOBODY).documents().stream().map(MisnamedFilesTest::read).toList();
        fixture.close(index);
        DocumentIndex again = read();
        assertEquals(expected, types(again));
        assertEquals(read, again.seenBy(Reader.NOBODY).documents().stream()
                        .map(MisnamedFilesTest::read).toList(),
                "nothing was read again");
    }

    @Test
    void whatIsNotReadIsNamedWhateverItIsCalled() throws IOException {
        write("picture.md", PICTURE);
        write("picture.pdf", PICTURE);
        write("old.doc", OLDER);
        write("old.txt", OLDER);
        write("encrypted.docx", OLDER);
        write("files.md", OfficeFiles.zip(Map.of("a.txt", "a")));
        write("tone.txt", "ID3\3\0\0\0\0\1\2\3\4\5\6\7\0");
        write("empty.doc", "");
        write("nothing.md", "");
        write("byte.txt", "x");
        write("byte.pdf", "x");
        write("picture.png", PICTURE);
        write("archive.zip", OfficeFiles.zip(Map.of("a.txt", "a")));
        write("notes.odd", "Text with an ending that nobody knows.");

        DocumentIndex index = read();

        String unread = ", and such files are not read";
        assertEquals(List.of(new UnreadFiles.LeftOut("byte.pdf", "it is not what its name says: it is no PDF"),
                new UnreadFiles.LeftOut("empty.doc", "it is empty"),
                new UnreadFiles.LeftOut("encrypted.docx", "it is encrypted, or in the format of an older program"),
                new UnreadFiles.LeftOut("files.md", "it is an archive" + unread),
                new UnreadFiles.LeftOut("old.doc", "it is a file of an older office program" + unread),
                new UnreadFiles.LeftOut("old.txt", "it is a file of an older office program" + unread),
                new UnreadFiles.LeftOut("picture.md", "it is a picture" + unread),
                new UnreadFiles.LeftOut("picture.pdf", "it is a picture" + unread),
                new UnreadFiles.LeftOut("tone.txt", "it is a sound" + unread)), index.unread().leftOut());
        assertEquals(List.of("byte.txt", "nothing.md"), List.copyOf(types(index).keySet()));
        assertEquals(3, index.unread().passedOverFiles());
    }

    @Test
    void aFileThatBecomesAnotherKindIsReadAsThat() throws IOException {
        List<DocumentType> seen = new ArrayList<>();
        write("notes.txt", "The badger digs.");
        DocumentIndex index = read();
        seen.add(types(index).get("notes.txt"));
        write("notes.txt", pdf("The walrus sleeps on ice."));
        IndexFixture.until(() -> types(index).get("notes.txt") != DocumentType.TEXT);
        IndexFixture.until(() -> !IndexFixture.search(index, "walrus").isEmpty());
        assertEquals("p. 2", place(index, "walrus"));
        seen.add(types(index).get("notes.txt"));
        write("notes.txt", PICTURE);
        IndexFixture.until(() -> types(index).isEmpty());
        write("notes.txt", "The badger digs again.");
        IndexFixture.until(() -> types(index).containsKey("notes.txt"));
        IndexFixture.until(() -> index.unread().leftOut().isEmpty());
        seen.add(types(index).get("notes.txt"));
        assertEquals(List.of(DocumentType.TEXT, DocumentType.PDF, DocumentType.TEXT), seen);
    }

    @Test
    void whatALargeFileIsDecidesHowLargeItMayBe() throws IOException {
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        large.write(pdf("The walrus sleeps on ice."));
        large.write(new byte[11 * 1024 * 1024]);
        write("large.txt", large.toByteArray());
        large.reset();
        large.write(PICTURE);
        large.write(new byte[11 * 1024 * 1024]);
        write("picture.md", large.toByteArray());
        write("page.pdf", "<!doctype html><p>" + "many words ".repeat(1024 * 1024));

        DocumentIndex index = read();

        assertNotEquals(DocumentType.TEXT, types(index).get("large.txt"));
        assertEquals(List.of("page.pdf it has 11534354 bytes, more than 10485760",
                "picture.md it is a picture, and such files are not read"),
                index.unread().leftOut().stream().map(file -> file.path() + " " + file.reason()).toList());
    }
}
