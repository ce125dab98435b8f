package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.stream.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;

/**
 * The rows of SpreadsheetML (ECMA-376, part 1, 18): each sheet is a table whose head is its first row, and each row
 * begins with its number. One file.
 */
public final class SheetsText implements Extractor {
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final int MOST_COLUMNS = 1_000;

    private final List<String> shared = new ArrayList<>();
    private CellFormats formats;

    private record Sheet(String name, String part) {
        /** Without its name. */
        @Override
        public String toString() {
            return "Sheet[]";
        }
    }

    @Override
    public void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException {
        Package file = Package.of(content);
        Optional<String> title = file.title();
        if (title.isPresent()) {
            text.titleOfProperties(title.get());
        }
        List<Sheet> sheets = sheets(file);
        Optional<byte[]> strings = file.archive().find("xl/sharedStrings.xml");
        if (strings.isPresent()) {
            share(strings.get());
        }
        for (Sheet sheet : sheets) {
            Optional<byte[]> part = file.archive().find(sheet.part());
            if (part.isPresent()) {
                text.place(new Place.Rows(ExtractedText.line(sheet.name()), 0, 0), "Sheet " + sheet.name());
                rows(part.get(), text);
            }
        }
    }

    private List<Sheet> sheets(Package file) throws IOException, UnreadableDocumentException {
        Map<String, String> relations = file.relations(WORKBOOK);
        List<Sheet> sheets = new ArrayList<>();
        boolean from1904 = false;
        XmlPart xml = new XmlPart(file.archive().part(WORKBOOK));
        while (xml.nextElement()) {
            if (xml.name().equals("sheet")) {
                String name = xml.attribute("name").orElse(Integer.toString(sheets.size() + 1));
                xml.attribute("r", "id").map(relations::get).ifPresent(part -> sheets.add(new Sheet(name, part)));
            } else if (xml.name().equals("workbookPr")) {
                from1904 = xml.attribute("date1904").filter(flag -> flag.equals("1") || flag.equals("true"))
                        .isPresent();
            }
        }
        formats = new CellFormats(file.archive().find("xl/styles.xml"), from1904);
        return sheets;
    }

    private void share(byte[] part) throws IOException {
        XmlPart xml = new XmlPart(part);
        while (xml.nextElement()) {
            if (xml.name().equals("si")) {
                shared.add(string(xml));
            }
        }
    }

    /** Of the element that begins here: its runs, without how they are pronounced. */
    private static String string(XmlPart xml) throws IOException {
        StringBuilder words = new StringBuilder();
        String element = xml.name();
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("rPh")) {
                xml.skip();
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("t")) {
                words.append(xml.text());
            } else if (event == XMLStreamConstants.END_DOCUMENT
                    || event == XMLStreamConstants.END_ELEMENT && xml.name().equals(element)) {
                return words.toString();
            }
        }
    }

    private void rows(byte[] part, ExtractedText text) throws IOException, UnreadableDocumentException {
        XmlPart xml = new XmlPart(part);
        List<String> cells = new ArrayList<>();
        int number = 0;
        boolean headed = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("row")) {
                number = xml.number("r", number + 1);
                cells.clear();
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("c")) {
                cell(xml, cells);
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.name().equals("row") && !cells.isEmpty()) {
                text.row(number, cells, headed);
                headed = true;
                cells.clear();
            }
        }
    }

    private void cell(XmlPart xml, List<String> cells) throws IOException {
        int column = xml.attribute("r").map(SheetsText::column).orElse(cells.size());
        String type = xml.attribute("t").orElse("n");
        int style = xml.number("s", 0);
        String value = "";
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("v")) {
                value = xml.text();
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("is")) {
                value = string(xml);
            } else if (event == XMLStreamConstants.END_DOCUMENT
                    || event == XMLStreamConstants.END_ELEMENT && xml.name().equals("c")) {
                break;
            }
        }
        String shown = shown(type, style, value);
        if (!shown.isBlank() && column < MOST_COLUMNS) {
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(shown);
        }
    }

    private String shown(String type, int style, String value) {
        return switch (type) {
            case "s" -> {
                int index = value.matches("\\d{1,9}") ? Integer.parseInt(value) : shared.size();
                yield index < shared.size() ? shared.get(index) : "";
            }
            case "b" -> value.equals("1") ? "TRUE" : "FALSE";
            case "n" -> formats.shown(style, value);
            default -> value;
        };
    }

    /** From 0, of a cell's name such as {@code AB12}. */
    private static int column(String cell) {
        int column = 0;
        for (int i = 0; i < cell.length() && cell.charAt(i) >= 'A' && cell.charAt(i) <= 'Z' && i < 4; i++) {
            column = column * 26 + cell.charAt(i) - 'A' + 1;
        }
        return Math.max(0, column - 1);
    }
}
