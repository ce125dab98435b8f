package dev.rill.retrieval.source.website;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
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

    /**
     * @param written as it was sent, packed by gzip or not
     * @throws XMLStreamException where it is none
     * @throws IOException        where it cannot be unpacked, or not within what a page may have
     */
    static Sitemap parse(byte[] written) throws XMLStreamException, IOException {
        byte[] xml = packed(written) ? unpacked(written) : written;
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

    /** By its first bytes: servers call such a file by many types. */
    private static boolean packed(byte[] written) {
        return written.length > 2 && written[0] == 0x1F && written[1] == (byte) 0x8B;
    }

    private static byte[] unpacked(byte[] written) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(written))) {
            byte[] xml = in.readNBytes(Website.MAX_BYTES + 1);
            if (xml.length > Website.MAX_BYTES) {
                throw new IOException("it unpacks to more than " + Website.MAX_BYTES / (1024 * 1024) + " MiB");
            }
            return xml;
        }
    }
}
