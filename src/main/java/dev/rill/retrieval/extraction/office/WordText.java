package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;

/** The text of WordprocessingML (ECMA-376, part 1, 17): paragraphs, headings, lists, tables and notes. One file. */
public final class WordText implements Extractor {
    private static final String DOCUMENT = "word/document.xml";
    private static final List<String> NOTES = List.of("word/footnotes.xml", "word/endnotes.xml");

    /** A paragraph that is being read; those of a text box stand inside another. */
    private static final class Paragraph {
        private final StringBuilder words = new StringBuilder();
        private Optional<Integer> heading = Optional.empty();
        private boolean item;
    }

    private final Deque<Paragraph> open = new ArrayDeque<>();
    private final TableRows table = new TableRows();
    private WordStyles styles;

    @Override
    public void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException {
        Package file = Package.of(content);
        styles = new WordStyles(file.archive().find("word/styles.xml"));
        Optional<String> title = file.title();
        if (title.isPresent()) {
            text.titleOfProperties(title.get());
        }
        read(file.archive().part(DOCUMENT), text);
        for (String notes : NOTES) {
            Optional<byte[]> part = file.archive().find(notes);
            if (part.isPresent()) {
                text.separate();
                read(part.get(), text);
            }
        }
    }

    private void read(byte[] part, ExtractedText text) throws IOException, UnreadableDocumentException {
        XmlPart xml = new XmlPart(part);
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                begins(xml);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                ends(xml.name(), text);
            }
        }
    }

    private void begins(XmlPart xml) throws IOException {
        Paragraph paragraph = open.peek();
        switch (xml.name()) {
            case "p" -> open.push(new Paragraph());
            case "Fallback" -> xml.skip(); // says again what stands before it
            case "tbl" -> table.begin();
            case "t" -> say(paragraph, xml.text());
            case "tab", "br", "cr" -> say(paragraph, " ");
            case "noBreakHyphen" -> say(paragraph, "-");
            case "pStyle" -> {
                if (paragraph != null) {
                    String style = xml.attribute("val").orElse("");
                    paragraph.heading = styles.level(style);
                    paragraph.item |= styles.item(style);
                }
            }
            case "outlineLvl" -> {
                if (paragraph != null && paragraph.heading.isEmpty()) {
                    paragraph.heading = Optional.of(xml.number("val", 9) + 1).filter(level -> level < 10);
                }
            }
            case "numPr" -> {
                if (paragraph != null) {
                    paragraph.item = true;
                }
            }
            default -> { }
        }
    }

    private static void say(Paragraph paragraph, String words) {
        if (paragraph != null) {
            paragraph.words.append(words);
        }
    }

    private void ends(String name, ExtractedText text) throws UnreadableDocumentException {
        switch (name) {
            case "p" -> {
                Paragraph paragraph = open.poll();
                if (paragraph != null) {
                    tell(paragraph, text);
                }
            }
            case "tc" -> table.endCell();
            case "tr" -> table.endRow(text);
            case "tbl" -> table.end(text);
            default -> { }
        }
    }

    private void tell(Paragraph paragraph, ExtractedText text) throws UnreadableDocumentException {
        String words = paragraph.words.toString();
        if (table.open()) {
            table.say(words);
        } else if (paragraph.heading.isPresent()) {
            int level = paragraph.heading.get();
            if (level != WordStyles.TITLE || !text.title(words)) {
                text.heading(Math.max(1, level), words);
            }
        } else if (paragraph.item) {
            text.item(words);
        } else if (!words.isBlank()) {
            text.paragraph(words);
        }
    }
}
