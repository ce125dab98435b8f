package dev.rill.retrieval.extraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.rights.Reader;
import dev.rill.stream.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        return index.seenBy(Reader.NOBODY).documents().getFirst();
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
        assertEquals(new Place.Pages(2, 2), found.place());
        assertEquals("p. 2", found.place().words());
        assertEquals("pumps.pdf", found.path());
        DocumentText whole = index.seenBy(Reader.NOBODY).text("pumps.pdf", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow();
        assertTrue(whole.text().contains("### Page 2\n"), whole.text());
        assertEquals("pp. 1–2", whole.place().words());
        assertEquals("p. 1", index.seenBy(Reader.NOBODY).text("pumps.pdf", OptionalInt.of(1), OptionalInt.of(5))
                .orElseThrow().place().words());
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
        assertEquals(new Place.Section("Reimbursement"), found.place());
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
        assertEquals(new Place.Slides(2, 2), first(index, "how many francs for marketing").place());
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
        Place.Rows rows150 = assertInstanceOf(Place.Rows.class, found.place());
        assertTrue(rows150.sheet().equals("Inventory 2024") && rows150.from() > 100 && rows150.from() <= 150
                && rows150.to() >= 150 && rows150.to() < 200, found.place().words());
        List<String> lines = found.text().lines().toList();
        assertTrue(lines.getFirst().startsWith("| " + rows150.from() + " |"), lines.getFirst());
        assertTrue(lines.getLast().startsWith("| " + rows150.to() + " |"), lines.getLast());
        assertEquals("Notes, row 1", first(index, "nothing here").place().words());
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
        assertEquals(new Place.Rows("Costs", 1, 9), first(index, "wheelbarrow").place());
        assertEquals(new Place.Section("Roses"), first(index, "prune roses").place());
        assertTrue(first(index, "turn the heap").text().contains("### Slide 2"), first(index, "turn the heap").text());
        assertEquals(new Place.Slides(2, 2), first(index, "turn the heap").place());
        assertEquals(List.of("show", "Costs", "Garden letter"),
                List.of("show", "Costs", index.seenBy(Reader.NOBODY).documents().get(1).title()));
    }

    @Test
    void aBookIsReadInTheOrderOfItsChapters() throws IOException {
        DocumentIndex index = indexed("lighthouse.epub", OfficeFiles.epub());
        assertEquals("The Lighthouse", only(index).title());
        assertEquals(
                "# The Lighthouse\n\n## The keeper\n\nThe keeper trims the lamp at dusk.\n\n## The storm\n\nWaves "
                + "took the jetty.",
                index.seenBy(Reader.NOBODY).text("lighthouse.epub", OptionalInt.empty(), OptionalInt.empty())
                        .orElseThrow().text().strip());
        assertEquals("lighthouse.epub", first(index, "who trims the lamp").path());
        assertEquals(new Place.Section("The storm"), index.seenBy(Reader.NOBODY).text("lighthouse.epub",
                OptionalInt.of(9), OptionalInt.of(9)).orElseThrow().place());
    }

    @Test
    void whatStandsOnEveryPageIsNoPartOfTheText() throws IOException {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            pages.add(List.of(i == 1 ? "# Annual report 2031" : "Annual report 2031", FILLER, FILLER, "Number " + i
                    + " of the chapters tells of boats.", FILLER, "Page " + i));
        }
        DocumentIndex index = indexed("report.pdf", PdfFiles.of(pages));
        String text = index.seenBy(Reader.NOBODY).text("report.pdf", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text();
        assertTrue(text.contains("### Page 8\n") && text.contains("Number 8 of the chapters"), text);
        assertEquals("Annual report 2031", only(index).title());
        assertTrue(text.lastIndexOf("Annual report 2031") < text.indexOf("### Page 2") && !text.contains("\nPage 8"),
                text);
    }

    @Test
    void whatManyPagesRepeatInTheirTextIsPartOfIt() throws IOException {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            List<String> lines = new ArrayList<>(List.of("Form " + "ABCD".charAt(i - 1)));
            for (int line = 0; line < 3 + i; line++) {
                lines.add("Field " + "abcdefgh".charAt(line) + " of form " + "ABCD".charAt(i - 1));
            }
            lines.addAll(List.of("Sign with a blue pen.", "Sign with a blue pen."));
            pages.add(lines);
        }
        DocumentIndex index = indexed("forms.pdf", PdfFiles.of(pages));
        String text = index.seenBy(Reader.NOBODY).text("forms.pdf", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text();
        assertEquals(8, text.split("Sign with a blue pen", -1).length - 1, text);
    }

    @Test
    void richTextHasParagraphsHeadingsAndTables() throws IOException {
        DocumentIndex index = indexed("memo.rtf", """
                {\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Secret Font;}}{\\*\\generator Hidden;}
                {\\pard\\outlinelevel0 Caf\\'e9 rules\\par}{\\pard The \\b espresso\\b0  machine costs 5\\u8364?.\\par}
                \\trowd\\intbl Day\\cell Barista\\cell\\row\\intbl Monday\\cell Ann\\cell\\row\\pard\\par}"""
                .replace("\\\\", "\\").getBytes(StandardCharsets.ISO_8859_1));
        String text = index.seenBy(Reader.NOBODY).text("memo.rtf", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text();
        assertEquals("## Caf\u00E9 rules\n\nThe espresso machine costs 5\u20AC.\n\n"
                + "| Day | Barista |\n| --- | --- |\n| Monday | Ann |",
                text.strip());
        assertEquals(List.of("Caf\u00E9 rules"), first(index, "espresso machine").headings());
    }

    @Test
    void headingsOfRichTextAreToldByTheirStyles() throws IOException {
        DocumentIndex index = indexed("rules.rtf", """
                {\\rtf1\\ansi{\\stylesheet{\\s0\\snext0 Normal;}{\\s2\\sbasedon0{\\*\\soutlvl}\\fs28\\b Heading 2;}
                {\\*\\cs15 Heading 3 Char;}{\\s7\\outlinelevel2 Own;}}
                \\pard\\plain \\s2\\fs28 Brewing\\par\\pard\\plain \\s0 Espresso takes 25 seconds.\\par
                \\pard\\plain \\s7 Milk\\par\\pard\\plain \\s0 It is foamed.\\par}"""
                .replace("\\\\", "\\").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("### Brewing\n\nEspresso takes 25 seconds.\n\n#### Milk\n\nIt is foamed.",
                index.seenBy(Reader.NOBODY).text("rules.rtf", OptionalInt.empty(), OptionalInt.empty()).orElseThrow()
                        .text().strip());
        assertEquals("section Brewing", first(index, "espresso seconds").place().words());
    }

    @Test
    void aMessageHasItsSubjectItsPeopleAndItsText() throws IOException {
        DocumentIndex index = indexed("mail.eml", """
                From: =?UTF-8?Q?Zo=C3=AB?= <zoe@example.org>
                Subject: =?UTF-8?B?U3VtbWVyIMO8YmVyYWxs?=
                Content-Type: multipart/mixed; boundary="b1"

                --b1
                Content-Type: multipart/alternative; boundary=b2

                --b2
                Content-Type: text/plain; charset=ISO-8859-1
                Content-Transfer-Encoding: quoted-printable

                The picnic is at the n=E4chste lake on Sat=
                urday.
                --b2
                Content-Type: text/html

                <p>not this</p>
                --b2--
                --b1
                Content-Type: application/pdf; name="map.pdf"
                Content-Disposition: attachment
                Content-Transfer-Encoding: base64

                AAAA
                --b1--
                """.getBytes(StandardCharsets.UTF_8));
        assertEquals("Summer \u00FCberall", only(index).title());
        String text = index.seenBy(Reader.NOBODY).text("mail.eml", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text();
        assertEquals("# Summer \u00FCberall\n\nFrom: Zo\u00EB <zoe@example.org>\n\n"
                + "The picnic is at the n\u00E4chste lake on Saturday.\n\n"
                + "Attachment: map.pdf", text.strip());
    }

    @Test
    void aNotebookHasItsMarkdownAndItsCode() throws IOException {
        DocumentIndex index = indexed("study.ipynb", """
                {"cells": [{"cell_type": "markdown", "source": ["# Whale study\\n", "\\n", "We count whales."]},
                {"cell_type": "code", "source": "whales = load()\\nwhales.plot()", "outputs": [{"text": "noise"}]}]}"""
                .replace("\\\\n", "\\n").getBytes(StandardCharsets.UTF_8));
        String text = index.seenBy(Reader.NOBODY).text("study.ipynb", OptionalInt.empty(), OptionalInt.empty())
                .orElseThrow().text();
        assertEquals("## Whale study\n\nWe count whales.\n\n```\nwhales = load()\nwhales.plot()\n```", text.strip());
        assertEquals(new Place.Cells(1, 2), first(index, "whales plot").place());
        assertEquals(new Place.Cells(2, 2), index.seenBy(Reader.NOBODY).text("study.ipynb", OptionalInt.of(6),
                OptionalInt.of(6)).orElseThrow().place());
    }

    @Test
    void textOfOtherKindsIsFoundWithItsHeadings() throws IOException {
        fixture.write("notes.org", "#+TITLE: Bee notes\n* Hives\n" + FILLER.repeat(4)
                + "\n** TODO Honey :food:\nHarvest the honey in July.\n");
        fixture.write("paper.tex", "\\title{On tides}\n\\section{Moon}\nThe moon pulls the water.\n");
        fixture.write("page.textile", "h1. Kites\n\nh2. Tails\n\nA tail of ribbons steadies the kite.\n");
        fixture.write("Main.java", "class Main {\n    void launchRocket() {\n    }\n}\n");
        fixture.write("settings.yaml", "server:\n  zeppelin: 17\n");
        fixture.write("README", "Start the flux capacitor first.\n");
        fixture.write("package-lock.json", "{\"zeppelin\": 1}");
        StringBuilder rows = new StringBuilder("City;Mayor\n");
        for (int i = 2; i < 200; i++) {
            rows.append("Town ").append(i).append(";\"Person; number ").append(i).append("\"\n");
        }
        fixture.write("cities.csv", rows + "Ulm;\"Anna \"\"A.\"\" Berg\"\n");
        DocumentIndex index = fixture.open();
        assertEquals(List.of("Hives", "Honey"), first(index, "harvest honey").headings());
        assertEquals("On tides", first(index, "moon pulls water").title());
        assertEquals(List.of("Tails"), first(index, "ribbons steadies").headings());
        assertEquals("Main.java", first(index, "launchRocket").path());
        assertEquals(List.of("settings.yaml"), fixture.found("zeppelin"));
        assertEquals("README", first(index, "flux capacitor").path());
        Passage row = first(index, "mayor of Ulm");
        assertTrue(row.text().contains("| 200 | Ulm | Anna \"A.\" Berg |"), row.text());
        Place.Rows numbers = assertInstanceOf(Place.Rows.class, row.place());
        assertEquals("200", numbers.sheet() + numbers.to());
        assertInstanceOf(Place.Lines.class, first(index, "harvest honey").place());
        assertTrue(row.head().startsWith("| Row | City | Mayor |"), row.head());
    }
}
