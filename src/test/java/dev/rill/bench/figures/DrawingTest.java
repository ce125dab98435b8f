package dev.rill.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The benchmark's drawing, and the one that README shows. */
class DrawingTest {
    private static final Path KEPT = Path.of("src/test/resources/bench");
    private static final Figures FIGURES = new Figures("2001-02-03", "2 processors & a half", List.of(
            new Figure(Measure.TOKEN_COST, "100", "bare proxy", 50, ""),
            new Figure(Measure.TOKEN_COST, "100", "Rill", 75, ""),
            new Figure(Measure.TOKEN_COST, "100", "Node service", 100, "90 % of tokens"),
            new Figure(Measure.FIRST_TOKEN, "one question at a time", "Rill", -0.1, "")));

    @Test
    void barsAreAsLongAsTheirFiguresSay() throws Exception {
        List<Double> lengths = new ArrayList<>();
        for (Element bar : elements(Drawing.of(FIGURES, Colours.LIGHT), "rect")) {
            lengths.add(Double.valueOf(bar.getAttribute("width")));
        }
        assertEquals(4, lengths.size());
        assertEquals(lengths.get(2) / 2, lengths.get(0), 0.1);
        assertEquals(lengths.get(2) * 3 / 4, lengths.get(1), 0.1);
        assertEquals(0, lengths.get(3));
    }

    @Test
    void everyFigureIsWrittenBesideItsBarWithWhatHasToBeKnown() throws Exception {
        List<String> texts = elements(Drawing.of(FIGURES, Colours.DARK), "text").stream()
                .map(Element::getTextContent).toList();
        assertEquals(List.of("Processor time a token", "100 open streams, 20 tokens a second each",
                "bare proxy", "50 us", "Rill", "75 us", "Node service", "100 us, 90 % of tokens",
                "First token, later than from the model itself", "one question at a time", "Rill", "-0.1 ms",
                "Shorter is better. Medians of one run, 2001-02-03:", "2 processors & a half"), texts);
    }

    @Test
    void whoDoesNotSeeItIsToldTheFigures() throws Exception {
        assertEquals(List.of("Processor time a token, 100 open streams, 20 tokens a second each: bare proxy 50 us; "
                + "Rill 75 us; Node service 100 us, 90 % of tokens. "
                + "First token, later than from the model itself, one question at a time: Rill -0.1 ms."),
                elements(Drawing.of(FIGURES, Colours.LIGHT), "desc").stream().map(Element::getTextContent).toList());
    }

    @Test
    void figuresAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        Drawings.write(folder, FIGURES);
        assertEquals(FIGURES, Drawings.read(folder));
    }

    @Test
    void whatReadmeShowsIsDrawnFromTheFiguresBesideIt() throws IOException {
        Figures figures = Drawings.read(KEPT);
        String readme = Files.readString(Path.of("README.md"));
        for (Colours colours : Colours.values()) {
            Path drawing = KEPT.resolve(Drawings.name(colours));
            assertEquals(Drawing.of(figures, colours), Files.readString(drawing),
                    () -> drawing + " is another drawing");
            assertTrue(readme.contains(drawing.toString()), () -> "README does not show " + drawing);
        }
    }

    private static List<Element> elements(String svg, String name) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
