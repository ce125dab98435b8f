package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.uri.PercentEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a book as EPUB 3.3 has it: its chapters in the order of its spine. One file. */
public final class EpubText implements Extractor {
    private static final Pattern ENCRYPTED_TEXT = Pattern.compile("URI=\"[^\"]+\\.x?html?\"", Pattern.CASE_INSENSITIVE);

    @Override
    public void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException {
        Archive book = Archive.of(content);
        Optional<byte[]> encryption = book.find("META-INF/encryption.xml");
        if (encryption.filter(part -> ENCRYPTED_TEXT.matcher(new String(part, StandardCharsets.UTF_8)).find())
                .isPresent()) {
            throw new UnreadableDocumentException("it is encrypted");
        }
        String description = description(book);
        Map<String, String> files = new HashMap<>();
        List<String> spine = new ArrayList<>();
        XmlPart xml = new XmlPart(book.part(description));
        while (xml.nextElement()) {
            switch (xml.name()) {
                case "title" -> text.titleOfProperties(xml.text());
                case "item" -> files.put(xml.attribute("id").orElse(""), xml.attribute("href").orElse(""));
                case "itemref" -> xml.attribute("idref").ifPresent(spine::add);
                default -> { }
            }
        }
        String folder = description.substring(0, description.lastIndexOf('/') + 1);
        for (String id : spine) {
            String file = files.getOrDefault(id, "").replaceFirst("#.*", "");
            Optional<byte[]> chapter = book.find(folder + PercentEncoding.decode(file).orElse(file));
            if (chapter.isPresent()) {
                text.append(DocumentType.HTML.parser().parse(chapter.get()));
            }
        }
    }

    private static String description(Archive book) throws IOException, UnreadableDocumentException {
        XmlPart xml = new XmlPart(book.part("META-INF/container.xml"));
        while (xml.nextElement()) {
            if (xml.name().equals("rootfile")) {
                return xml.attribute("full-path").orElse("");
            }
        }
        throw new UnreadableDocumentException("it is broken: it does not say what is in it");
    }
}
