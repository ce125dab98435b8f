package dev.rill.retrieval.extraction.office;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One part of a file, element by element. Names are taken without their namespaces, since files have them in two
 * versions. No document type is read and no entity is replaced. One thread.
 */
final class XmlPart {
    private final XMLStreamReader reader;

    XmlPart(byte[] part) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            reader = factory.createXMLStreamReader(new ByteArrayInputStream(part));
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private static IOException broken(XMLStreamException e) {
        return new IOException("its XML cannot be read", e);
    }

    /** Goes on to the next. @return one of {@link XMLStreamConstants}; the end of the document at last */
    int next() throws IOException {
        try {
            return reader.hasNext() ? reader.next() : XMLStreamConstants.END_DOCUMENT;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Goes on to the next element that begins. @return false where there is none */
    boolean nextElement() throws IOException {
        int event = next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
            event = next();
        }
        return true;
    }

    /** Of the element that begins or ends here. */
    String name() {
        return reader.getLocalName();
    }

    /** The characters that stand here; empty where it is none. */
    String characters() {
        return reader.hasText() && !reader.isWhiteSpace() || reader.isCharacters() ? reader.getText() : "";
    }

    Optional<String> attribute(String name) {
        return attribute(_ -> true, name);
    }

    /** One that has the same name as another but for its namespace. */
    Optional<String> attribute(String prefix, String name) {
        return attribute(prefix::equals, name);
    }

    private Optional<String> attribute(Predicate<String> prefix, String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name) && prefix.test(reader.getAttributePrefix(i))) {
                return Optional.of(reader.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    int number(String attribute, int otherwise) {
        try {
            return attribute(attribute).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Goes on to the end of the element that begins here. */
    void skip() throws IOException {
        toEnd(() -> { });
    }

    /** All characters of the element that begins here; goes on to its end. */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        toEnd(() -> text.append(characters()));
        return text.toString();
    }

    private void toEnd(Runnable between) throws IOException {
        int depth = 1;
        while (depth > 0) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.END_DOCUMENT -> depth = 0;
                default -> between.run();
            }
        }
    }
}
