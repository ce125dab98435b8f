package dev.rill.retrieval.source.website;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a sitemap lists (sitemaps.org): pages, or other sitemaps. Immutable.
 *
 * @param locations as they are written
 */
record Sitemap(boolean index, List<String> locations) {
    private static final int MOST = 50_000;

    /** @throws XMLStreamException where it is none */
    static Sitemap parse(byte[] xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        List<String> locations = new ArrayList<>();
        String root = "";
        boolean location = false;
        while (reader.hasNext() && locations.size() < MOST) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    root = root.isEmpty() ? reader.getLocalName() : root;
                    location = reader.getLocalName().equals("loc");
                }
                case XMLStreamConstants.END_ELEMENT -> location = false;
                case XMLStreamConstants.CHARACTERS -> {
                    if (location) {
                        locations.add(reader.getText().strip());
                    }
                }
                default -> { }
            }
        }
        if (!root.equals("urlset") && !root.equals("sitemapindex")) {
            throw new XMLStreamException("its root is neither urlset nor sitemapindex");
        }
        return new Sitemap(root.equals("sitemapindex"), List.copyOf(locations));
    }
}
