package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.stream.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;

/** The text of OpenDocument 1.3: texts, sheets and slides have the same elements. One file. */
public final class OpenDocumentText implements Extractor {
    private static final Set<String> UNSEEN = Set.of("tracked-changes", "annotation", "automatic-styles", "scripts",
            "font-face-decls", "forms", "settings", "shapes");

    private final StringBuilder words = new StringBuilder();
    private final TableRows table = new TableRows();
    private OpenDocumentSheet sheet;
    private int slides;
    private int lists;
    private int heading;
    private boolean spreadsheet;
    private boolean titleStyle;
    private boolean slideTitle;

    @Override
    public void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException {
        Package file = Package.of(content);
        Optional<byte[]> manifest = file.archive().find("META-INF/manifest.xml");
        if (manifest.filter(part -> new String(part, StandardCharsets.UTF_8).contains("encryption-data")).isPresent()) {
            throw new UnreadableDocumentException("it is encrypted");
        }
        Optional<String> title = file.titleIn("meta.xml");
        if (title.isPresent()) {
            text.titleOfProperties(title.get());
        }
        XmlPart xml = new XmlPart(file.archive().part("content.xml"));
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                begins(xml, text);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                ends(xml.name(), text);
            } else {
                words.append(xml.characters());
            }
        }
    }

    private void begins(XmlPart xml, ExtractedText text) throws IOException, UnreadableDocumentException {
        if (UNSEEN.contains(xml.name())) {
            xml.skip();
            return;
        }
        switch (xml.name()) {
            case "spreadsheet" -> spreadsheet = true;
            case "page" -> {
                slides++;
                text.place(new Place.Slides(slides, slides), "Slide " + slides);
            }
            case "table" -> {
                if (spreadsheet && sheet == null) {
                    String name = ExtractedText.line(xml.attribute("name").orElse(""));
                    text.place(new Place.Rows(name, 0, 0), "Sheet " + name);
                    sheet = new OpenDocumentSheet();
                } else {
                    table.begin();
                }
            }
            case "table-row" -> {
                if (sheet != null && !table.open()) {
                    sheet.row(xml.number("number-rows-repeated", 1));
                }
            }
            case "table-cell", "covered-table-cell" -> {
                if (sheet != null && !table.open()) {
                    sheet.cell(xml.number("number-columns-repeated", 1));
                }
            }
            case "h" -> {
                heading = Math.max(1, xml.number("outline-level", 1));
                words.setLength(0);
            }
            case "p" -> {
                titleStyle = xml.attribute("style-name").orElse("").equals("Title");
                words.setLength(0);
            }
            case "frame" -> slideTitle = xml.attribute("class").orElse("").equals("title");
            case "list" -> lists++;
            case "s" -> words.append(" ");
            case "tab", "line-break" -> words.append(' ');
            default -> { }
        }
    }

    private void ends(String name, ExtractedText text) throws UnreadableDocumentException {
        switch (name) {
            case "p", "h" -> {
                tell(name.equals("h"), text);
                words.setLength(0);
            }
            case "list" -> lists--;
            case "table-cell", "covered-table-cell" -> {
                if (table.open()) {
                    table.endCell();
                }
            }
            case "table-row" -> {
                if (table.open()) {
                    table.endRow(text);
                } else if (sheet != null) {
                    sheet.endRow(text);
                }
            }
            case "table" -> {
                if (table.open()) {
                    table.end(text);
                } else {
                    sheet = null;
                    text.separate();
                }
            }
            default -> { }
        }
    }

    private void tell(boolean isHeading, ExtractedText text) throws UnreadableDocumentException {
        String said = words.toString();
        if (table.open()) {
            table.say(said);
        } else if (sheet != null) {
            sheet.say(said);
        } else if (isHeading) {
            text.heading(heading, said);
        } else if (slides > 0 && slideTitle) {
            text.headingInPlace(1, said);
        } else if (titleStyle) {
            if (!text.title(said)) {
                text.heading(1, said);
            }
        } else if (lists > 0) {
            text.item(said);
        } else if (!said.isBlank()) {
            text.paragraph(said);
        }
    }
}
