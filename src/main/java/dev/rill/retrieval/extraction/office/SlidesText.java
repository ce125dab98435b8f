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
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;

/**
 * The text of PresentationML (ECMA-376, part 1, 19): each slide with its title, its text, its tables and its notes, in
 * the order in which they are shown. One file.
 */
public final class SlidesText implements Extractor {
    private static final String PRESENTATION = "ppt/presentation.xml";
    private static final Set<String> TITLES = Set.of("title", "ctrTitle");
    /** Of the shapes of a page, what is on each. */
    private static final Set<String> FURNITURE = Set.of("sldNum", "dt", "ftr", "hdr", "sldImg");

    private Package file;

    /** What a slide says: its title, and paragraphs or rows in their order. */
    private static final class Slide {
        private final StringBuilder title = new StringBuilder();
        private final ExtractedText body = new ExtractedText();
        private final TableRows table = new TableRows();
        private StringBuilder paragraph = new StringBuilder();
        private String placeholder = "";

        private void read(byte[] part) throws IOException, UnreadableDocumentException {
            XmlPart xml = new XmlPart(part);
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    begins(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    ends(xml.name());
                }
            }
        }

        private void begins(XmlPart xml) throws IOException {
            switch (xml.name()) {
                case "sp", "graphicFrame" -> placeholder = "";
                case "ph" -> placeholder = xml.attribute("type").orElse("body");
                case "tbl" -> table.begin();
                case "p" -> paragraph = new StringBuilder();
                case "t" -> paragraph.append(xml.text());
                case "br", "tab" -> paragraph.append(' ');
                case "Fallback" -> xml.skip();
                default -> { }
            }
        }

        private void ends(String name) throws UnreadableDocumentException {
            switch (name) {
                case "p" -> tell(paragraph.toString());
                case "tc" -> table.endCell();
                case "tr" -> table.endRow(body);
                case "tbl" -> table.end(body);
                default -> { }
            }
        }

        private void tell(String words) throws UnreadableDocumentException {
            if (table.open()) {
                table.say(words);
            } else if (TITLES.contains(placeholder)) {
                title.append(title.isEmpty() ? "" : " ").append(words);
            } else if (!FURNITURE.contains(placeholder) && !words.isBlank()) {
                body.item(words);
            }
        }
    }

    @Override
    public void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException {
        file = Package.of(content);
        Optional<String> title = file.title();
        if (title.isPresent()) {
            text.titleOfProperties(title.get());
        }
        int number = 0;
        for (String part : slides()) {
            number++;
            Optional<byte[]> found = file.archive().find(part);
            if (found.isPresent()) {
                tell(number, part, found.get(), text);
            }
        }
        if (number == 0) {
            throw new UnreadableDocumentException("it has no slides");
        }
    }

    private void tell(int number, String part, byte[] content, ExtractedText text)
            throws IOException, UnreadableDocumentException {
        Slide slide = new Slide();
        slide.read(content);
        String title = ExtractedText.line(slide.title.toString());
        text.place(new Place.Slides(number, number), "Slide " + number + (title.isEmpty() ? "" : ": " + title));
        text.append(slide.body);
        for (String target : file.relations(part).values()) {
            Optional<byte[]> notes = target.contains("/notesSlides/") ? file.archive().find(target) : Optional.empty();
            if (notes.isPresent()) {
                Slide spoken = new Slide();
                spoken.read(notes.get());
                text.append(spoken.body);
            }
        }
    }

    private List<String> slides() throws IOException, UnreadableDocumentException {
        Map<String, String> relations = file.relations(PRESENTATION);
        List<String> slides = new ArrayList<>();
        XmlPart xml = new XmlPart(file.archive().part(PRESENTATION));
        while (xml.nextElement()) {
            if (xml.name().equals("sldId")) {
                xml.attribute("r", "id").map(relations::get).ifPresent(slides::add);
            }
        }
        return slides;
    }
}
