package dev.rill.retrieval.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small files as office programs do. */
final class OfficeFiles {
    private static final String RELATIONS =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

    private OfficeFiles() {
    }

    static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] word(String body) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("word/styles.xml", """
                <w:styles xmlns:w="urn:w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
                <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
                <w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style></w:styles>""");
        parts.put("word/document.xml",
                "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\" xmlns:mc=\"urn:mc\"><w:body>"
                + body + "</w:body></w:document>");
        parts.put("docProps/core.xml", "<p xmlns:dc=\"urn:dc\"><dc:title>Microsoft Word - draft.doc</dc:title></p>");
        return zip(parts);
    }

    static String paragraph(String style, String words) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + words + "</w:t></w:r></w:p>";
    }

    static byte[] slides(List<String> slides) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        StringBuilder list = new StringBuilder();
        StringBuilder relations = new StringBuilder(RELATIONS);
        for (int i = 1; i <= slides.size(); i++) {
            list.append("<p:sldId id=\"").append(255 + i).append("\" r:id=\"rId").append(i).append("\"/>");
            // the last slide is in the first part: their names say nothing about their order
            int part = slides.size() + 1 - i;
            relations.append("<Relationship Id=\"rId").append(i).append("\" Target=\"slides/slide").append(part)
                    .append(".xml\"/>");
            parts.put("ppt/slides/slide" + part + ".xml",
                    "<p:sld xmlns:p=\"urn:p\" xmlns:a=\"urn:a\">" + slides.get(i - 1) + "</p:sld>");
        }
        parts.put("ppt/slides/_rels/slide1.xml.rels", RELATIONS
                + "<Relationship Id=\"rId1\" Target=\"../notesSlides/notesSlide1.xml\"/></Relationships>");
        parts.put("ppt/notesSlides/notesSlide1.xml", "<p:notes xmlns:p=\"urn:p\" xmlns:a=\"urn:a\">"
                + shape("body", "Mention the zebra crossing.") + "</p:notes>");
        parts.put("ppt/presentation.xml", "<p:presentation xmlns:p=\"urn:p\" xmlns:r=\"urn:r\"><p:sldIdLst>" + list
                + "</p:sldIdLst></p:presentation>");
        parts.put("ppt/_rels/presentation.xml.rels", relations + "</Relationships>");
        return zip(parts);
    }

    static String shape(String placeholder, String words) {
        return "<p:sp><p:nvPr><p:ph type=\"" + placeholder + "\"/></p:nvPr><a:p><a:r><a:t>" + words
                + "</a:t></a:r></a:p></p:sp>";
    }

    /** Of cells that are numbers where they look so, and dates where they end in {@code d}. */
    static byte[] sheets(Map<String, List<List<String>>> sheets) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        StringBuilder book = new StringBuilder("<workbook xmlns:r=\"urn:r\"><sheets>");
        StringBuilder relations = new StringBuilder(RELATIONS);
        StringBuilder strings = new StringBuilder("<sst>");
        int shared = 0;
        int number = 0;
        for (Map.Entry<String, List<List<String>>> sheet : sheets.entrySet()) {
            number++;
            book.append("<sheet name=\"").append(sheet.getKey()).append("\" r:id=\"rId").append(number).append("\"/>");
            relations.append("<Relationship Id=\"rId").append(number).append("\" Target=\"worksheets/sheet")
                    .append(number).append(".xml\"/>");
            StringBuilder rows = new StringBuilder("<worksheet><sheetData>");
            int row = 0;
            for (List<String> cells : sheet.getValue()) {
                row++;
                rows.append("<row r=\"").append(row).append("\">");
                for (int column = 0; column < cells.size(); column++) {
                    String cell = cells.get(column);
                    String name = (char) ('A' + column) + Integer.toString(row);
                    if (cell.matches("[\\d.]+d?")) {
                        rows.append("<c r=\"").append(name).append(cell.endsWith("d") ? "\" s=\"1" : "")
                                .append("\"><v>")
                                .append(cell.replace("d", "")).append("</v></c>");
                    } else if (!cell.isEmpty()) {
                        strings.append("<si><t>").append(cell).append("</t></si>");
                        rows.append("<c r=\"").append(name).append("\" t=\"s\"><v>").append(shared++)
                                .append("</v></c>");
                    }
                }
                rows.append("</row>");
            }
            parts.put("xl/worksheets/sheet" + number + ".xml", rows + "</sheetData></worksheet>");
        }
        parts.put("xl/workbook.xml", book + "</sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
        parts.put("xl/sharedStrings.xml", strings + "</sst>");
        parts.put("xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        return zip(parts);
    }

    static byte[] openDocument(String body) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/vnd.oasis.opendocument");
        parts.put("META-INF/manifest.xml", "<manifest/>");
        parts.put("content.xml", """
                <office:document-content xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:tb" xmlns:draw="urn:d"
                 xmlns:presentation="urn:p"><office:body>""" + body + "</office:body></office:document-content>");
        return zip(parts);
    }

    static byte[] epub() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("META-INF/container.xml",
                "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>");
        parts.put("OEBPS/book.opf", """
                <package xmlns:dc="urn:dc"><metadata><dc:title>The Lighthouse</dc:title></metadata>
                <manifest><item id="b" href="100%.xhtml"/><item id="a" href="one%201.xhtml"/></manifest>
                <spine><itemref idref="a"/><itemref idref="b"/></spine></package>""");
        parts.put("OEBPS/one 1.xhtml", """
                <!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>The keeper</h1>
                <p>The keeper&nbsp;trims the lamp at dusk.</p></body></html>""");
        parts.put("OEBPS/100%.xhtml", "<html><body><h1>The storm</h1><p>Waves took the jetty.</p></body></html>");
        return zip(parts);
    }
}
