package dev.rill.retrieval.extraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.DocumentIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of file answers a search about what is in it, and says where. */
class ExtractedPlacesTest {
    private static final String FILLER = "The quick brown fox jumps over the lazy dog near the river bank. ";

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

    private DocumentIndex indexed(String name, byte[] content) throws IOException {
        Files.write(fixture.documents.resolve(name), content);
        DocumentIndex index = fixture.open();
        IndexFixture.until(() -> index.unread().pending().filter(left -> left == 0).isPresent());
        assertEquals(List.of(), index.unread().leftOut());
        return index;
    }

    private static Passage first(DocumentIndex index, String question) {
        return IndexFixture.search(index, question).getFirst();
    }

    private static DocumentInfo only(DocumentIndex index) {
        return index.documents().getFirst();
    }

    @Test
    void aPdfSaysThePageAndTheHeadingOnIt() throws IOException {
        List<String> first = new ArrayList<>(List.of("# Handbook of pumps"));
        List<String> second = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            first.add(FILLER);
            second.add(FILLER);
        }
        second.add("# Lubrication");
        second.add("Grease the bearing of the pump each month, since infor-");
        second.add("mation from the maker says so.");
        second.add(FILLER.repeat(1));
        DocumentIndex index = indexed("pumps.pdf", PdfFiles.of(List.of(first, second)));
        Passage found = first(index, "grease bearing information");
        assertEquals(List.of("Page 2", "Lubrication"), found.headings());
        assertTrue(found.text().contains("information\nfrom the maker"), found.text());
        assertEquals("pumps.pdf", found.path());
        assertTrue(index.text("pumps.pdf", OptionalInt.empty(), OptionalInt.empty()).orElseThrow().text()
                .contains("### Page 2\n"));
    }

    @Test
    void aTextDocumentHasItsTitleHeadingsListsAndTables() throws IOException {
        DocumentIndex index = indexed("travel.docx", OfficeFiles.word(OfficeFiles.paragraph("Titel", "Travel rules")
                + OfficeFiles.paragraph("berschrift1", "Booking") + OfficeFiles.paragraph("None", FILLER.repeat(5))
                + OfficeFiles.paragraph("Own", "Reimbursement")
                + "<w:p><w:r><w:t>Hand in "
                + "rec</w:t></w:r><w:r><w:t>eipts</w:t></w:r><w:r><w:delText>never</w:delText></w:r></w:p>"
                + "<w:tbl><w:tr><w:tc>" + OfficeFiles.paragraph("None", "Kind") + "</w:tc><w:tc>"
                + OfficeFiles.paragraph("None", "Limit") + "</w:tc></w:tr><w:tr><w:tc>"
                + OfficeFiles.paragraph("None", "Hotel")
                + "</w:tc><w:tc>" + OfficeFiles.paragraph("None", "150 euros") + "</w:tc></w:tr></w:tbl>"));
        assertEquals("Travel rules", only(index).title());
        Passage found = first(index, "hotel limit");
        assertEquals(List.of("Reimbursement"), found.headings());
        assertTrue(found.text().contains("Hand in receipts\n"), found.text());
        assertTrue(found.text().contains("| Kind | Limit |\n| --- | --- |\n| Hotel | 150 euros |"), found.text());
    }

    @Test
    void aPresentationSaysTheSlideInTheOrderOfTheShow() throws IOException {
        DocumentIndex index = indexed("talk.pptx", OfficeFiles.slides(List.of(
                OfficeFiles.shape("ctrTitle", "Roadmap") + OfficeFiles.shape("body", FILLER.repeat(5)),
                OfficeFiles.shape("title", "Budget")
                + OfficeFiles.shape("body", "Marketing gets 40,000 francs. " + FILLER.repeat(3))
                        + OfficeFiles.shape("sldNum", "2"),
                OfficeFiles.shape("title", "Traffic") + OfficeFiles.shape("body", FILLER.repeat(5)))));
        assertEquals(List.of("Slide 2: Budget"), first(index, "how many francs for marketing").headings());
        assertEquals(List.of("Slide 3: Traffic"), first(index, "zebra crossing").headings());
    }

    @Test
    void aSheetIsATableWhoseRowsKeepItsHeadAndSayTheirNumber() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("Item", "Bought", "", "Price")));
        for (int i = 2; i <= 200; i++) {
            rows.add(List.of("Chair number " + i, "45292d", "", "19.990000000000002"));
        }
        rows.set(149, List.of("Telescope", "45292d", "", "1234.5"));
        Map<String, List<List<String>>> sheets = new LinkedHashMap<>();
        sheets.put("Notes", List.of(List.of("Nothing here")));
        sheets.put("Inventory 2024", rows);
        DocumentIndex index = indexed("stock.xlsx", OfficeFiles.sheets(sheets));
        Passage found = first(index, "telescope");
        assertEquals(List.of("Sheet Inventory 2024"), found.headings());
        assertTrue(found.head().startsWith("| Row | Item | Bought |  | Price |"), found.head());
        assertTrue(found.text().contains("| 150 | Telescope | 2024-01-01 |  | 1234.5 |"), found.text());
        assertTrue(found.text().contains("| 19.99 |"), found.text());
    }

    @Test
    void openDocumentsAreTextsSheetsAndSlides() throws IOException {
        Files.write(fixture.documents.resolve("letter.odt"), OfficeFiles.openDocument("""
                <office:text><text:p text:style-name="Title">Garden letter</text:p><text:h text:outline-level="1">Roses</text:h>
                <text:p>Prune<text:s text:c="2"/>the roses in March.</text:p><text:list><text:list-item><text:p>Use gloves.</text:p>
                </text:list-item></text:list></office:text>"""));
        Files.write(fixture.documents.resolve("costs.ods"), OfficeFiles.openDocument("""
                <office:spreadsheet><table:table table:name="Costs"><table:table-row><table:table-cell><text:p>Thing</text:p>
                </table:table-cell><table:table-cell><text:p>Cost</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="7"><table:table-cell/></table:table-row>
                <table:table-row><table:table-cell><text:p>Wheelbarrow</text:p></table:table-cell>
                <table:table-cell><text:p>89.00</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>
                </table:table-row></table:table></office:spreadsheet>"""));
        DocumentIndex index = indexed("show.odp", OfficeFiles.openDocument("""
                <office:presentation><draw:page draw:name="page1"><draw:frame presentation:class="title"><text:p>Start</text:p>
                </draw:frame></draw:page><draw:page draw:name="page2"><draw:frame presentation:class="title"><text:p>Compost</text:p>
                </draw:frame><draw:frame><text:p>Turn the heap in autumn.</text:p></draw:frame></draw:page></office:presentation>"""));
        assertEquals(List.of("Roses"), first(index, "prune roses").headings());
        assertTrue(first(index, "wheelbarrow").text().contains("| 9 | Wheelbarrow | 89.00 |"),
                first(index, "wheelbarrow").text());
        assertEquals(List.of("Sheet Costs"), first(index, "wheelbarrow").headings());
        assertTrue(first(index, "turn the heap").text().contains("### Slide 2"), first(index, "turn the heap").text());
        assertEquals(List.of("show", "Costs", "Garden letter"),
                List.of("show", "Costs", index.documents().get(1).title()));
    }

    @Test
    void aBookIsReadInTheOrderOfItsChapters() throws IOException {
        DocumentIndex index = indexed("lighthouse.epub", OfficeFiles.epub());
        assertEquals("The Lighthouse", only(index).title());
        assertEquals(
                "# The Lighthouse\n\n## The keeper\n\nThe keeper trims the lamp at dusk.\n\n## The storm\n\nWaves "
                + "took the jetty.",
                index.text("lighthouse.epub", OptionalInt.empty(), OptionalInt.empty()).orElseThrow().text().strip());
        assertEquals("lighthouse.epub", first(index, "who trims the lamp").path());
    }
}
